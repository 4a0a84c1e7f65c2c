package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.conversion.Removal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A program that reads a file and writes as many bytes as it is told into as many files, with plain
 * channels, and syncs and renames each: what no conversion with this input and output can go below.
 */
final class PlainCopy {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  private PlainCopy() {}

  /** Takes the input, a directory to create, how many bytes to write and into how many files. */
  public static void main(String[] arguments) throws IOException {
    PlainCopy copy = new PlainCopy();
    copy.read(Path.of(arguments[0]));
    Path directory = Files.createDirectory(Path.of(arguments[1]));
    long leftBytes = Long.parseLong(arguments[2]);
    for (long leftFiles = Long.parseLong(arguments[3]); leftFiles > 0; leftFiles--) {
      long bytes = leftBytes / leftFiles;
      copy.publish(directory, Long.toString(leftFiles), bytes);
      leftBytes -= bytes;
    }
  }

  private void read(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      while (in.read(buffer) >= 0) {
        buffer.clear();
      }
    }
  }

  private void publish(Path directory, String name, long bytes) throws IOException {
    Path unpublished = directory.resolve(name + Removal.UNPUBLISHED);
    long left = bytes;
    try (FileChannel out =
        FileChannel.open(unpublished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (left > 0) {
        buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
        left -= out.write(buffer);
      }
      out.force(true);
    }
    Files.move(unpublished, directory.resolve(name));
  }
}
