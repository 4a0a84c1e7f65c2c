package io.github.gfstoprometheus.pipeline;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a decompressor gives, up to the byte where it fails: a failure in the middle of a read is
 * kept for the next one, and told in our words.
 */
final class DecompressedInput extends FilterInputStream {
  private final String format;
  private final Stored stored;
  private final LongSupplier producedBytes;
  private Optional<IOException> failure = Optional.empty();

  private DecompressedInput(String format, Stored stored, Content content) {
    super(content.bytes());
    this.format = format;
    this.stored = stored;
    this.producedBytes = content.producedBytes();
  }

  /**
   * What a decompressor gives.
   *
   * @param producedBytes how many bytes it has put into targets, those of a read that failed
   *     included; constant for one whose reads fail only before they have put any
   */
  record Content(InputStream bytes, LongSupplier producedBytes) {}

  /** Opens a decompressor, which may read the beginning. */
  interface Opening {
    Content open(InputStream stored) throws IOException;
  }

  static InputStream open(String format, InputStream bytes, Opening opening) throws IOException {
    Stored stored = new Stored(bytes);
    try {
      return new DecompressedInput(format, stored, opening.open(stored));
    } catch (IOException e) {
      throw stored.told(format, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    long before = producedBytes.getAsLong();
    try {
      return in.read(target, offset, length);
    } catch (IOException e) {
      IOException told = stored.told(format, e);
      int produced = (int) (producedBytes.getAsLong() - before);
      if (produced == 0) {
        throw told;
      }
      failure = Optional.of(told);
      return produced;
    }
  }

  /** The compressed bytes, which remember how they ended: decompressors tell it in many ways. */
  private static final class Stored extends FilterInputStream {
    private boolean hasEnded;
    private Optional<IOException> failure = Optional.empty();

    Stored(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int count = in.read(target, offset, length);
        hasEnded = count < 0;
        return count;
      } catch (IOException e) {
        failure = Optional.of(e);
        throw e;
      }
    }

    IOException told(String format, IOException decompressing) {
      if (failure.isPresent()) {
        return failure.get();
      }
      IOException told =
          hasEnded
              ? new EOFException(
                  "expected more " + format + " data, found the end of the input: it was cut")
              : new IOException(
                  "expected %s data, found other or damaged bytes (%s)"
                      .formatted(format, decompressing.getMessage()));
      told.initCause(decompressing);
      return told;
    }
  }
}
