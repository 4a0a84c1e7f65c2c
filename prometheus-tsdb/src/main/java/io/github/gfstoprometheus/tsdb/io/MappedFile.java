package io.github.gfstoprometheus.tsdb.io;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A whole file, read in place, without copying it into the heap. */
public final class MappedFile {
  private final Path path;
  private final ByteBuffer bytes;

  private MappedFile(Path path, ByteBuffer bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /** Maps the file, which must not change while it is used. */
  public static MappedFile open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new CorruptBlockException(path, 0, "at most 2 GiB", size + " bytes");
      }
      return new MappedFile(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
  }

  /** The file's size. */
  public int sizeBytes() {
    return bytes.capacity();
  }

  /** A cursor at {@code offset} that ends before {@code end}. */
  public FileInput input(long offset, long end) throws IOException {
    if (offset < 0 || end < offset || end > bytes.capacity()) {
      throw corrupt(
          offset, "bytes up to " + end + " within the file", bytes.capacity() + " bytes in all");
    }
    return new FileInput(this, bytes.duplicate().limit((int) end).position((int) offset));
  }

  /** A cursor at {@code offset} that ends with the file. */
  public FileInput input(long offset) throws IOException {
    return input(offset, bytes.capacity());
  }

  /**
   * Checks the CRC-32C that stands at {@code end} over the bytes from {@code start} to before it.
   */
  public void verifyChecksum(long start, long end) throws IOException {
    int stored = input(end).readInt();
    ByteBuffer covered = bytes.duplicate().limit((int) end).position((int) start);
    CRC32C checksum = new CRC32C();
    checksum.update(covered);
    int computed = (int) checksum.getValue();
    if (computed != stored) {
      throw corrupt(
          end,
          "checksum " + Integer.toHexString(computed) + " of the bytes from " + start,
          Integer.toHexString(stored));
    }
  }

  /** An error in this file. */
  public CorruptBlockException corrupt(long offset, String expected, String found) {
    return new CorruptBlockException(path, offset, expected, found);
  }
}
