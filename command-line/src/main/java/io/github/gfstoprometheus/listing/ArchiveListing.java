package io.github.gfstoprometheus.listing;

import java.util.List;
import java.util.Optional;

/**
 * What an archive would give.
 *
 * @param name what messages call it
 * @param time of its first and last tick, if it has one that is wanted
 * @param ticks samples that are wanted and would not be lost
 * @param ticksLost samples whose time is not later than that of one before, or impossible
 * @param instances how many it creates, chosen or not
 * @param series the most that are chosen and live at a time
 * @param remarks in what way it is torn
 * @param problems why it, or the rest of it, cannot be read
 */
public record ArchiveListing(
    String name,
    Storage storage,
    Optional<Span> time,
    long ticks,
    long ticksLost,
    long instances,
    long series,
    List<String> remarks,
    List<String> problems) {
  /** Copies the lists. */
  public ArchiveListing {
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }
}
