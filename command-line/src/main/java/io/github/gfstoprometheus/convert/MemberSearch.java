package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.Sample;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who wrote an archive. Its header does not say, but the instances of its first samples
 * do: a member creates those that tell while it starts.
 */
final class MemberSearch implements ArchiveVisitor {
  /** A locator was seen to take 7 samples until its own statistics came; a slow host takes more. */
  private static final int SAMPLES = 60;

  /** On Linux, a member keeps statistics of its own process under its name and this suffix. */
  private static final String PROCESS_STATISTICS = "LinuxProcessStats";

  private static final String PROCESS_SUFFIX = "-proc";

  /** Kept by those that serve clients, or hold a part of a partitioned region. */
  private static final Set<String> SERVER = Set.of("CacheServerStats", "PartitionedRegionStats");

  /** Kept by those that help others to find servers; a server can be one on the side. */
  private static final Set<String> LOCATOR = Set.of("LocatorStats");

  /** Kept by those that ask servers; a server can ask those of another cluster. */
  private static final Set<String> CLIENT = Set.of("PoolStats", "ClientStats");

  private final Set<String> types = new HashSet<>();
  private Optional<String> name = Optional.empty();
  private int samples;

  private MemberSearch() {}

  /**
   * Reads the beginning of an archive.
   *
   * @param fallbackName the member's name if the archive does not tell it
   */
  static Member search(ArchiveReader reader, String fallbackName) throws IOException {
    MemberSearch search = new MemberSearch();
    try {
      boolean more = true;
      while (more && search.samples < SAMPLES) {
        more = reader.next(search);
      }
    } catch (ArchiveException e) {
      // What stands before the damage must do; the conversion meets the damage again, and tells.
    }
    return new Member(search.name.orElse(fallbackName), search.type());
  }

  @Override
  public void instanceCreated(ResourceInstance instance) {
    types.add(instance.type().name());
    String textId = instance.textId();
    if (name.isEmpty()
        && instance.type().name().equals(PROCESS_STATISTICS)
        && textId.endsWith(PROCESS_SUFFIX)
        && textId.length() > PROCESS_SUFFIX.length()) {
      name = Optional.of(textId.substring(0, textId.length() - PROCESS_SUFFIX.length()));
    }
  }

  @Override
  public void sample(Sample sample) {
    samples++;
  }

  private Optional<String> type() {
    if (types.stream().anyMatch(SERVER::contains)) {
      return Optional.of("server");
    }
    if (types.stream().anyMatch(LOCATOR::contains)) {
      return Optional.of("locator");
    }
    return types.stream().anyMatch(CLIENT::contains) ? Optional.of("client") : Optional.empty();
  }
}
