package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** An archive that was looked at when it was found, and need not be opened for that again. */
record ListedSource(
    ArchiveSource source, Optional<ArchiveHeader> found, Optional<ArchiveBeginning> known)
    implements ArchiveSource {
  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Optional<Path> file() {
    return source.file();
  }

  @Override
  public Optional<ArchivePath> path() {
    return source.path();
  }

  @Override
  public ArchiveReader peek() throws IOException {
    return source.peek();
  }

  @Override
  public ArchiveReader open() throws IOException {
    return source.open();
  }

  @Override
  public ArchiveReader openSparingly() throws IOException {
    return source.openSparingly();
  }

  @Override
  public boolean isRepeatable() {
    return source.isRepeatable();
  }

  @Override
  public InputStream openBytes() throws IOException {
    return source.openBytes();
  }

  @Override
  public OptionalLong sizeBytes() {
    return source.sizeBytes();
  }

  @Override
  public Optional<ArchiveHeader> header() {
    return found;
  }

  @Override
  public ArchiveBeginning beginning() throws IOException {
    return known.isPresent() ? known.get() : source.beginning();
  }
}
