package io.github.gfstoprometheus.testkit.prometheus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of blocks as promtool wants to dump it: with a {@code wal/}, if an empty one. It is
 * made of links, so that nothing is added to the directory that is judged.
 */
final class ReadableView implements Closeable {

  private final Path directory;

  private ReadableView(Path directory) {
    this.directory = directory;
  }

  static ReadableView of(Path dataDirectory) throws IOException {
    ReadableView view = new ReadableView(Files.createTempDirectory("blocks-"));
    Files.createDirectory(view.directory.resolve("wal"));
    for (Path block : BlockDirectories.in(dataDirectory)) {
      // The block's own directory must be a real one: promtool passes over linked ones.
      Path copy = Files.createDirectory(view.directory.resolve(block.getFileName()));
      try (Stream<Path> files = Files.list(block)) {
        for (Path file : files.toList()) {
          Files.createSymbolicLink(copy.resolve(file.getFileName()), file.toAbsolutePath());
        }
      }
    }
    return view;
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
