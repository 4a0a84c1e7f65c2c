package io.github.gfstoprometheus.benchmarks.comparison;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A program that reads a file and writes as many bytes as it is told to another, with plain
 * channels, and syncs them: what no conversion with this input and output can go below.
 */
final class PlainCopy {
  private static final int BUFFER_BYTES = 256 * 1024;

  private PlainCopy() {}

  /** Takes the input, the output, and how many bytes to write. */
  public static void main(String[] arguments) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (FileChannel in = FileChannel.open(Path.of(arguments[0]))) {
      while (in.read(buffer) >= 0) {
        buffer.clear();
      }
    }
    long left = Long.parseLong(arguments[2]);
    try (FileChannel out =
        FileChannel.open(
            Path.of(arguments[1]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (left > 0) {
        buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
        left -= out.write(buffer);
      }
      out.force(true);
    }
  }
}
