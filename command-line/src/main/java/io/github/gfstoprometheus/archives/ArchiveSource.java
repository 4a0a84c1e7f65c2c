package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes of an archive come from. */
public interface ArchiveSource {
  /** What messages call it. */
  String name();

  /** The file, unless the bytes come from elsewhere. */
  Optional<Path> file();

  /** A reader from the start that leaves the archive to be opened; it should not read far. */
  ArchiveReader peek() throws IOException;

  /** Opens the archive from its start; standard input can be opened once. */
  ArchiveReader open() throws IOException;

  /** An archive in a file. */
  static ArchiveSource of(Path file) {
    return new FileSource(file);
  }

  /** An archive that another process writes to our standard input. */
  static ArchiveSource standardInput(InputStream input) {
    return new InputSource("standard input", input);
  }
}
