package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An archive in a file. */
record FileSource(Path path) implements ArchiveSource {
  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  @Override
  public ArchiveReader peek() throws IOException {
    return open();
  }

  @Override
  public ArchiveReader open() throws IOException {
    return ArchiveReader.open(path);
  }
}
