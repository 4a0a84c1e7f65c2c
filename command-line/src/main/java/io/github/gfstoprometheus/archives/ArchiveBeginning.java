package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.Sample;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who wrote an archive, as its beginning tells. The header does not say, but the instances of the
 * first samples do: a member creates those that tell while it starts.
 *
 * @param header empty if the archive is damaged there, or none
 * @param memberName the member's name, where told
 * @param memberType {@code locator}, {@code server} or {@code client}, where told
 * @param samples how many samples were read
 */
public record ArchiveBeginning(
    Optional<ArchiveHeader> header,
    Optional<String> memberName,
    Optional<String> memberType,
    int samples) {
  /** A locator was seen to take 7 samples until its own statistics came; a slow host takes more. */
  private static final int SAMPLES = 60;

  /** On Linux, a member keeps statistics of its own process under its name and this suffix. */
  private static final String PROCESS_STATISTICS = "LinuxProcessStats";

  private static final String PROCESS_SUFFIX = "-proc";

  /** Kept by those that serve clients, or hold a part of a partitioned region. */
  private static final Set<String> SERVER = Set.of("CacheServerStats", "PartitionedRegionStats");

  /** Whoever keeps statistics of a server is one, whatever follows. */
  private static final Optional<String> DECISIVE = Optional.of("server");

  /** Kept by those that help others to find servers; a server can be one on the side. */
  private static final Set<String> LOCATOR = Set.of("LocatorStats");

  /** Kept by those that ask servers; a server can ask those of another cluster. */
  private static final Set<String> CLIENT = Set.of("PoolStats", "ClientStats");

  /** Whether it will tell the same when more has been written. */
  public boolean isDecided() {
    return samples >= SAMPLES || (memberName.isPresent() && memberType.equals(DECISIVE));
  }

  /** Reads the header alone. */
  static Optional<ArchiveHeader> header(ArchiveReader reader) throws IOException {
    Search search = new Search();
    try {
      reader.next(search);
    } catch (ArchiveException e) {
      // Without a header; who reads the archive meets the damage again, and tells.
    }
    return search.header;
  }

  /** Reads the first samples. */
  static ArchiveBeginning read(ArchiveReader reader) throws IOException {
    Search search = new Search();
    try {
      search.readOn(reader);
    } catch (ArchiveException e) {
      // What stands before the damage must do; who reads the archive meets it again, and tells.
    }
    return search.result();
  }

  /** Gathers what tells. */
  static final class Search implements ArchiveVisitor {
    private final Set<String> types = new HashSet<>();
    private Optional<ArchiveHeader> header = Optional.empty();
    private Optional<String> name = Optional.empty();
    private int samples;

    /** Reads up to as many samples as it takes. */
    void readOn(ArchiveReader reader) throws IOException {
      boolean more = true;
      while (more && samples < SAMPLES) {
        more = reader.next(this);
      }
    }

    Optional<ArchiveHeader> header() {
      return header;
    }

    ArchiveBeginning result() {
      return new ArchiveBeginning(header, name, type(), samples);
    }

    @Override
    public void header(ArchiveHeader found) {
      header = header.or(() -> Optional.of(found));
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
        return DECISIVE;
      }
      if (types.stream().anyMatch(LOCATOR::contains)) {
        return Optional.of("locator");
      }
      return types.stream().anyMatch(CLIENT::contains) ? Optional.of("client") : Optional.empty();
    }
  }
}
