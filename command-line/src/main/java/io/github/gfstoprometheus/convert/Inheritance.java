package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.members.Run;
import java.util.List;
import java.util.Optional;

/**
 * What of an archive counts for the one that follows it: by which numbers its live instances were
 * told apart. Who begins to read with an archive other than the first needs it.
 *
 * @param run the run that wrote the archive; if another one wrote the next, nothing counts
 * @param numbers those of instances that are not the first of their name
 */
public record Inheritance(Optional<Run> run, List<Numbered> numbers) {
  /** That of a member's first archive. */
  public static final Inheritance NONE = new Inheritance(Optional.empty(), List.of());

  /**
   * An instance and its number.
   *
   * @param instanceId the id by which archives of the run refer to it
   */
  public record Numbered(String category, String instanceName, int instanceId, int number) {}

  /** Copies the list. */
  public Inheritance {
    numbers = List.copyOf(numbers);
  }
}
