package io.github.gfstoprometheus.archives;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * A tar file, plain or gzip. An entry is reached by skipping what is before it: at no cost in a
 * plain file; in a compressed one all that must be decompressed, each time that the entry is
 * opened.
 */
record TarContainer(Path file, Packing packing) implements Container {
  private static final int RECORD_BYTES = 512;
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Whether the tar file is compressed. */
  enum Packing {
    PLAIN,
    GZIP
  }

  @Override
  public boolean isOne() {
    try (InputStream input = open()) {
      byte[] header = input.readNBytes(RECORD_BYTES);
      return header.length == RECORD_BYTES && TarUtils.verifyCheckSum(header);
    } catch (IOException | IllegalArgumentException e) {
      return false; // not even the compression, or the checksum, is one
    }
  }

  @Override
  public Look look() {
    return packing == Packing.PLAIN ? Look.SHORT : Look.LONG;
  }

  @Override
  public void list(Listener listener) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(open(), StandardCharsets.UTF_8.name())) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        list(tar, entry, listener);
        entry = tar.getNextEntry();
      }
    }
  }

  private void list(TarArchiveInputStream tar, TarArchiveEntry entry, Listener listener)
      throws IOException {
    long start = tar.getBytesRead();
    long length = entry.getSize();
    ContainerEntry source =
        new ContainerEntry(
            file, entry.getName(), OptionalLong.of(length), () -> open(start, length));
    if (entry.isSymbolicLink() || entry.isLink()) {
      listener.skipped(source.name(), "is a link; links are not followed");
    } else if (entry.isSparse()) {
      listener.skipped(source.name(), "is stored with holes; unpack it to have it converted");
    } else if (entry.isFile()) {
      listener.entry(source, () -> new Borrowed(tar));
    }
  }

  private InputStream open() throws IOException {
    InputStream input = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    if (packing == Packing.PLAIN) {
      return input;
    }
    try {
      return new GZIPInputStream(input, BUFFER_BYTES);
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }

  private InputStream open(long start, long lengthBytes) throws IOException {
    InputStream input = open();
    try {
      input.skipNBytes(start);
      return new Section(input, lengthBytes);
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }

  /** The entry at hand, which is left open. */
  private static final class Borrowed extends FilterInputStream {
    Borrowed(InputStream input) {
      super(input);
    }

    @Override
    public void close() {}
  }

  /** So many bytes of a stream. */
  private static final class Section extends FilterInputStream {
    private long leftBytes;

    Section(InputStream input, long lengthBytes) {
      super(input);
      this.leftBytes = lengthBytes;
    }

    @Override
    public int read() throws IOException {
      int next = leftBytes == 0 ? -1 : in.read();
      leftBytes -= next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (leftBytes == 0 && length > 0) {
        return -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, leftBytes));
      leftBytes -= Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(Math.min(count, leftBytes));
      leftBytes -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), leftBytes);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
