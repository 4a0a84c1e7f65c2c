package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Where the bytes of an archive come from. */
public interface ArchiveSource {
  /** What messages call it. */
  String name();

  /** The file, unless the bytes come from elsewhere. */
  Optional<Path> file();

  /** The file that holds the bytes, the archive itself or a container, if there is one. */
  default Optional<Path> storedIn() {
    int end = name().indexOf("!/");
    return file()
        .or(() -> end < 0 ? Optional.empty() : Optional.of(Path.of(name().substring(0, end))));
  }

  /** Where the archive is, if it is somewhere: in a file or a container. */
  default Optional<ArchivePath> path() {
    return file().map(ArchivePath::of);
  }

  /** A reader from the start that leaves the archive to be opened; it should not read far. */
  ArchiveReader peek() throws IOException;

  /** Opens the archive from its start; standard input can be opened once. */
  ArchiveReader open() throws IOException;

  /**
   * Opens the archive from its start in such a way that, if it is a file, it is open only while
   * bytes are read from it: for who reads more archives side by side than a process may open files.
   */
  default ArchiveReader openSparingly() throws IOException {
    return open();
  }

  /** Whether the bytes can be read again and again, independently of other readers. */
  default boolean isRepeatable() {
    return file().isPresent();
  }

  /**
   * The bytes as they are stored, from the first one; compressed ones stay compressed. What is not
   * repeatable gives those that are left.
   */
  InputStream openBytes() throws IOException;

  /** How many bytes {@link #openBytes} gives now, if that can be known without reading them. */
  default OptionalLong sizeBytes() {
    return OptionalLong.empty();
  }

  /** What the archive says about itself; empty if it is damaged there or none. */
  default Optional<ArchiveHeader> header() throws IOException {
    try (ArchiveReader reader = peek()) {
      return ArchiveBeginning.header(reader);
    }
  }

  /** What the first samples tell of the member. */
  default ArchiveBeginning beginning() throws IOException {
    try (ArchiveReader reader = peek()) {
      return ArchiveBeginning.read(reader);
    }
  }

  /** An archive in a file. */
  static ArchiveSource of(Path file) {
    return new FileSource(file);
  }

  /** An archive that another process writes to our standard input. */
  static ArchiveSource standardInput(InputStream input) {
    return new InputSource("standard input", input);
  }
}
