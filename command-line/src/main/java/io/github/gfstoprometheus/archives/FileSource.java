package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An archive in a file.
 *
 * @param location where it is; the path itself is as it was given
 */
record FileSource(Path location) implements ArchiveSource {
  @Override
  public String name() {
    return location.toString();
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(location);
  }

  @Override
  public ArchiveReader peek() throws IOException {
    return open();
  }

  @Override
  public ArchiveReader open() throws IOException {
    return ArchiveReader.open(location);
  }

  @Override
  public ArchiveReader openSparingly() {
    return ArchiveReader.of(new BrieflyOpenFile(location), name());
  }

  @Override
  public InputStream openBytes() throws IOException {
    return Files.newInputStream(location);
  }

  @Override
  public OptionalLong sizeBytes() {
    try {
      return OptionalLong.of(Files.size(location));
    } catch (IOException e) {
      return OptionalLong.empty(); // who reads it meets the failure, and tells
    }
  }
}
