package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An archive in a container.
 *
 * @param entryName its name there, of which nothing can be believed
 * @param lengthBytes how long it is outside of the container
 * @param bytes opens it, with a container of its own
 */
record ContainerEntry(
    Path container, String entryName, OptionalLong lengthBytes, Container.Opening bytes)
    implements ArchiveSource {
  /** Between the names of a container and of what is in it, before a slash. */
  static final String INSIDE = "!";

  @Override
  public String name() {
    return container + INSIDE + "/" + entryName;
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public Optional<ArchivePath> path() {
    return Optional.of(ArchivePath.of(container).inside(entryName));
  }

  @Override
  public ArchiveReader peek() throws IOException {
    return open();
  }

  @Override
  public ArchiveReader open() throws IOException {
    return ArchiveReader.of(openBytes(), name());
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public InputStream openBytes() throws IOException {
    return bytes.open();
  }

  @Override
  public OptionalLong sizeBytes() {
    return lengthBytes;
  }
}
