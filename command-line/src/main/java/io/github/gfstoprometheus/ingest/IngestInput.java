package io.github.gfstoprometheus.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The bytes of one input, decompressed. A producer that breaks and a user who wants an end look the
 * same to a reader: the bytes are over. How they ended is asked afterwards.
 */
public final class IngestInput {
  private final String name;
  private final InputStream bytes;
  private final BooleanSupplier wantsEnd;
  private Optional<IOException> failure = Optional.empty();
  private boolean isBrokenOff;
  private long bytesIn;

  /**
   * An input.
   *
   * @param name how messages call it
   * @param bytes is not closed
   * @param wantsEnd whether to end before the next bytes; asked often
   */
  public IngestInput(String name, InputStream bytes, BooleanSupplier wantsEnd) {
    this.name = name;
    this.bytes = bytes;
    this.wantsEnd = wantsEnd;
  }

  /** How messages call it. */
  public String name() {
    return name;
  }

  /** Reads some bytes, at least one; -1 at the end, whatever brought it about. */
  int read(byte[] target, int offset, int length) {
    if (failure.isPresent() || isBrokenOff) {
      return -1;
    }
    if (wantsEnd.getAsBoolean()) {
      isBrokenOff = true;
      return -1;
    }
    try {
      int count = bytes.read(target, offset, length);
      isBrokenOff = count < 0 && wantsEnd.getAsBoolean();
      bytesIn += Math.max(0, count);
      return count;
    } catch (IOException e) {
      failure = Optional.of(e);
      return -1;
    }
  }

  /** How many bytes were read. */
  public long bytesIn() {
    return bytesIn;
  }

  /** Why no more bytes could be read, if they did not just end. */
  public Optional<IOException> failure() {
    return failure;
  }

  /** Whether it ended because an end was wanted. */
  public boolean isBrokenOff() {
    return isBrokenOff;
  }
}
