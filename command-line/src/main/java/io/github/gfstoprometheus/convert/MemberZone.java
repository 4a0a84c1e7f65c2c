package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The time zone of the member that wrote archives. */
public final class MemberZone {
  private MemberZone() {}

  /** The zone that the first archive tells that can be read, or else UTC. */
  static ZoneId of(ArchiveChain chain) {
    for (ArchiveSource source : chain.sources()) {
      try {
        Optional<ArchiveHeader> header = source.header();
        if (header.isPresent()) {
          return of(header.get());
        }
      } catch (IOException e) {
        // The next one may tell as well; the conversion meets the failure again, and tells.
      }
    }
    return ZoneOffset.UTC;
  }

  /** The zone that a header tells. */
  public static ZoneId of(ArchiveHeader header) {
    try {
      return ZoneId.of(header.zoneId());
    } catch (DateTimeException e) {
      return ZoneOffset.ofTotalSeconds(header.zoneOffsetMillis() / 1000);
    }
  }
}
