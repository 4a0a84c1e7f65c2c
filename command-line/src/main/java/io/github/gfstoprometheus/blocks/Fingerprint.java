package io.github.gfstoprometheus.blocks;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells an archive from others, without reading all of it.
 *
 * @param identity a hash of the archive's first bytes; they hold when and by which system it was
 *     begun, and stay when it grows: any archive that has a sample is longer
 * @param sizeBytes the file's size
 * @param content a hash of the first and the last part; with an equal size, the same content
 */
record Fingerprint(String identity, long sizeBytes, String content) {
  private static final int IDENTITY_BYTES = 256;
  private static final int PART_BYTES = 64 * 1024;

  static Fingerprint of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      MessageDigest content = sha256();
      content.update(read(channel, 0, PART_BYTES));
      content.update(read(channel, Math.max(0, size - PART_BYTES), PART_BYTES));
      MessageDigest identity = sha256();
      identity.update(read(channel, 0, IDENTITY_BYTES));
      return new Fingerprint(text(identity), size, text(content));
    }
  }

  private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
    return Channels.newInputStream(channel.position(offset)).readNBytes(length);
  }

  private static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
