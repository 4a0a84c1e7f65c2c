package io.github.gfstoprometheus.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A temporary directory that goes with all that is in it when it is closed, or when this JVM is
 * stopped before. {@code java.io.tmpdir} says where it is: on which disk, that is.
 */
public final class Scratch implements Closeable {
  private final Path directory;
  private final Thread deleter = new Thread(this::delete, "scratch");
  private int names;

  private Scratch(Path directory) {
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(deleter);
  }

  /** Creates an empty one. */
  public static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("benchmark-"));
  }

  /** A path in it at which nothing is yet. */
  public Path path(String name) {
    return directory.resolve(names++ + "-" + name);
  }

  /** Deletes a file or a directory with all that is in it. */
  public static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    delete();
    Runtime.getRuntime().removeShutdownHook(deleter);
  }

  private void delete() {
    try {
      delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
