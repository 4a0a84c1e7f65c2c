package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Optional;

/** An archive from a stream that cannot go back: what a peek has read is kept for the opening. */
final class InputSource implements ArchiveSource {
  private final String name;
  private final InputStream input;
  private final ByteArrayOutputStream peeked = new ByteArrayOutputStream();

  InputSource(String name, InputStream input) {
    this.name = name;
    this.input = input;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public ArchiveReader peek() {
    return ArchiveReader.of(new SequenceInputStream(start(), new Recording()), name);
  }

  @Override
  public ArchiveReader open() {
    return ArchiveReader.of(openBytes(), name);
  }

  @Override
  public InputStream openBytes() {
    return new SequenceInputStream(start(), input);
  }

  private InputStream start() {
    return new ByteArrayInputStream(peeked.toByteArray());
  }

  /** Keeps what is read, and leaves the stream open. */
  private final class Recording extends FilterInputStream {
    Recording() {
      super(input);
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      if (next >= 0) {
        peeked.write(next);
      }
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count > 0) {
        peeked.write(target, offset, count);
      }
      return count;
    }

    @Override
    public void close() {}
  }
}
