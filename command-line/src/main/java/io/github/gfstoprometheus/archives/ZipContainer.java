package io.github.gfstoprometheus.archives;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip file. The list of its entries stands at its end, so that each can be reached without the
 * others, and a zip file that is cut short is lost as a whole.
 */
record ZipContainer(Path file) implements Container {
  private static final byte[] MAGIC = {'P', 'K'};

  @Override
  public boolean isOne() throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return Arrays.equals(input.readNBytes(MAGIC.length), MAGIC);
    }
  }

  @Override
  public Look look() {
    return Look.SHORT;
  }

  @Override
  public void list(Listener listener) throws IOException {
    try (ZipFile zip = openZip()) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          list(zip, entry, listener);
        }
      }
    }
  }

  private void list(ZipFile zip, ZipEntry entry, Listener listener) {
    OptionalLong length =
        entry.getSize() < 0 ? OptionalLong.empty() : OptionalLong.of(entry.getSize());
    ContainerEntry source =
        new ContainerEntry(file, entry.getName(), length, () -> open(entry.getName()));
    try {
      listener.entry(source, () -> zip.getInputStream(entry));
    } catch (IOException e) {
      listener.unreadable(source.name(), e);
    }
  }

  /** Names are UTF-8, but for those that old programs wrote: these must not hide the archives. */
  private ZipFile openZip() throws IOException {
    try {
      return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
    }
  }

  private InputStream open(String entryName) throws IOException {
    ZipFile zip = openZip();
    try {
      ZipEntry entry = zip.getEntry(entryName);
      if (entry == null) {
        throw new NoSuchFileException(entryName);
      }
      return new Alone(zip, zip.getInputStream(entry));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** An entry that is all that its zip file is open for. */
  private static final class Alone extends FilterInputStream {
    private final ZipFile zip;

    Alone(ZipFile zip, InputStream entry) {
      super(entry);
      this.zip = zip;
    }

    @Override
    public void close() throws IOException {
      zip.close(); // closes the entry as well
    }
  }
}
