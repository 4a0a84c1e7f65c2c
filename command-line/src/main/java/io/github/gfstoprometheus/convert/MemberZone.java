package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time zone of the member that wrote an archive, as its header tells it. */
final class MemberZone implements ArchiveVisitor {
  private ZoneId zone = ZoneOffset.UTC;

  private MemberZone() {}

  /** The zone that the first archive tells that can be read, or else UTC. */
  static ZoneId of(ArchiveChain chain) {
    MemberZone found = new MemberZone();
    for (ArchiveSource source : chain.sources()) {
      try (ArchiveReader reader = source.peek()) {
        if (reader.next(found)) {
          break;
        }
      } catch (IOException e) {
        // The next one may tell as well; the conversion meets the failure again, and tells.
      }
    }
    return found.zone;
  }

  @Override
  public void header(ArchiveHeader header) {
    try {
      zone = ZoneId.of(header.zoneId());
    } catch (DateTimeException e) {
      zone = ZoneOffset.ofTotalSeconds(header.zoneOffsetMillis() / 1000);
    }
  }
}
