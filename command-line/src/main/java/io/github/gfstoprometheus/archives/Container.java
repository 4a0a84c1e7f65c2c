package io.github.gfstoprometheus.archives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A file that holds other files. It is read where it is, and never unpacked to a disk. */
interface Container {
  /** Takes the entries of a container that are files, in its order. */
  interface Listener {
    /**
     * An entry.
     *
     * @param bytes opens what is in it; valid during this call only
     * @throws IOException if the entry cannot be read
     */
    void entry(ContainerEntry entry, Opening bytes) throws IOException;

    /** An entry that is there and is left out. */
    void skipped(String name, String reason);

    /** An entry that cannot be read; those after it can. */
    void unreadable(String name, IOException failure);
  }

  /** Opens bytes. */
  interface Opening {
    InputStream open() throws IOException;
  }

  /** Whether the file begins like a container of this kind. */
  boolean isOne() throws IOException;

  /**
   * Hands over all entries.
   *
   * @throws IOException if the container is damaged; the entries before that were handed over
   */
  void list(Listener listener) throws IOException;

  /** How much of the beginning of an entry to look at while it is there. */
  Look look();

  /** How much of the beginning of an entry to look at while it is there. */
  enum Look {
    /** No more than shows that it is an archive: coming back costs little. */
    SHORT,
    /** All that may be wanted of it: coming back costs all that is before it. */
    LONG
  }

  /** Whether a file is called like a container. */
  static boolean isCalledOne(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).matches(".*\\.(zip|tar|tar\\.gz|tgz)");
  }

  /** The container in a file that is called like one. */
  static Optional<Container> of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (!isCalledOne(name)) {
      return Optional.empty();
    }
    if (name.endsWith(".zip")) {
      return Optional.of(new ZipContainer(file));
    }
    return Optional.of(
        new TarContainer(
            file, name.endsWith(".tar") ? TarContainer.Packing.PLAIN : TarContainer.Packing.GZIP));
  }
}
