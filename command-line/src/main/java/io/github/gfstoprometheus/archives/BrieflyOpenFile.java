package io.github.gfstoprometheus.archives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The bytes of a file that is open only while bytes are read from it. The reads of an archive are
 * large, so that opening it again costs little.
 */
final class BrieflyOpenFile extends InputStream {
  private final Path path;
  private long position;

  /** What tells the file from another of its name, once it has been read, where systems tell. */
  private Optional<Object> identity = Optional.empty();

  BrieflyOpenFile(Path path) {
    this.path = path;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      requireSameFile();
      int count = file.read(ByteBuffer.wrap(target, offset, length), position);
      position += Math.max(0, count);
      return count;
    }
  }

  private void requireSameFile() throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    if (identity.isEmpty()) {
      identity = Optional.ofNullable(key);
    } else if (!identity.get().equals(key)) {
      throw new IOException(
          "expected the file that was read up to byte %d, found another of its name: its member has rolled it; try again"
              .formatted(position));
    }
  }
}
