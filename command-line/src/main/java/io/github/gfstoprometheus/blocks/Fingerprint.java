package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What tells an archive from others.
 *
 * @param identity a hash of the archive's first bytes; they hold when and by which system it was
 *     begun, and stay when it grows: any archive that has a sample is longer
 * @param sizeBytes how many bytes are stored
 * @param content two checksums of all bytes; the pass over them costs little beside its reading
 */
record Fingerprint(String identity, long sizeBytes, String content) {
  private static final int IDENTITY_BYTES = 256;
  private static final int BUFFER_BYTES = 256 * 1024;

  static Fingerprint of(ArchiveSource source) throws IOException {
    CRC32 crc32 = new CRC32();
    CRC32C crc32c = new CRC32C();
    String identity = "";
    long sizeBytes = 0;
    try (InputStream input = source.openBytes()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int count = input.readNBytes(buffer, 0, BUFFER_BYTES);
      identity = sha256(buffer, Math.min(count, IDENTITY_BYTES));
      while (count > 0) {
        crc32.update(buffer, 0, count);
        crc32c.update(buffer, 0, count);
        sizeBytes += count;
        count = input.readNBytes(buffer, 0, BUFFER_BYTES);
      }
    }
    String content =
        HexFormat.of().toHexDigits(crc32.getValue() << Integer.SIZE | crc32c.getValue());
    return new Fingerprint(identity, sizeBytes, content);
  }

  private static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
