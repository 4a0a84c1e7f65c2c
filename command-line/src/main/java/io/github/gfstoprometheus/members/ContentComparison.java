package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Compares what two archives hold, compressed or not, as far as the shorter one goes. */
enum ContentComparison {
  EQUAL,
  FIRST_IS_LONGER,
  SECOND_IS_LONGER,
  DIFFERENT,
  /** One of them cannot be read as far as the comparison would have to. */
  UNKNOWN;

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int GZIP_MAGIC = 0x1f8b;

  static ContentComparison of(ArchiveSource first, ArchiveSource second) {
    try {
      return compare(first, second);
    } catch (IOException e) {
      return UNKNOWN; // who reads the archive meets the failure again, and tells
    }
  }

  private static ContentComparison compare(ArchiveSource first, ArchiveSource second)
      throws IOException {
    byte[] bytes = new byte[BUFFER_BYTES];
    byte[] others = new byte[BUFFER_BYTES];
    try (InputStream input = content(first);
        InputStream other = content(second)) {
      while (true) {
        int count = fill(input, bytes);
        int otherCount = fill(other, others);
        int common = Math.min(count, otherCount);
        if (!Arrays.equals(bytes, 0, common, others, 0, common)) {
          return DIFFERENT;
        }
        if (count != otherCount) {
          return count > otherCount ? FIRST_IS_LONGER : SECOND_IS_LONGER;
        }
        if (count == 0) {
          return EQUAL;
        }
      }
    }
  }

  /** Fills the buffer, unless the content ends, be it within a compressed stream that is torn. */
  private static int fill(InputStream input, byte[] target) throws IOException {
    int filled = 0;
    try {
      int count = 0;
      while (filled < target.length && count >= 0) {
        filled += count;
        count = input.read(target, filled, target.length - filled);
      }
    } catch (EOFException e) {
      // As the end of a copy that was made while the archive was being written.
    }
    return filled;
  }

  private static InputStream content(ArchiveSource source) throws IOException {
    InputStream stored = new BufferedInputStream(source.openBytes());
    try {
      stored.mark(2);
      int magic = stored.read() << Byte.SIZE | stored.read();
      stored.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(stored, BUFFER_BYTES) : stored;
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }
}
