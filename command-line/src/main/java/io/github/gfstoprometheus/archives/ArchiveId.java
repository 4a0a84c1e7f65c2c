package io.github.gfstoprometheus.archives;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * What tells an archive from others, whatever it is called: when it was begun, by which system, and
 * a checksum of where. A copy has the same.
 *
 * @param text the same for the same archive, for people to read as well
 */
public record ArchiveId(String text) {
  static ArchiveId of(ArchiveHeader header) {
    CRC32C place = new CRC32C();
    for (String part :
        new String[] {
          Instant.ofEpochMilli(header.systemStartMillis()).toString(),
          header.systemDirectory(),
          header.machine(),
          header.operatingSystem(),
          header.product()
        }) {
      place.update(part.getBytes(UTF_8));
      place.update(0);
    }
    return new ArchiveId(
        "%s %d %08x"
            .formatted(
                Instant.ofEpochMilli(header.startMillis()), header.systemId(), place.getValue()));
  }

  @Override
  public String toString() {
    return text;
  }
}
