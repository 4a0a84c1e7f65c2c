package io.github.gfstoprometheus.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Bytes on their way out, in a buffer that writers fill by copying: most of what they have to say
 * they have said before.
 */
public final class ByteOutput implements Closeable {
  private static final int SIZE = 1 << 18;

  private final OutputStream out;
  private final byte[] buffer;
  private int used;
  private long flushed;

  /** An output onto a stream, which needs no buffer of its own. */
  public ByteOutput(OutputStream out) {
    this(out, SIZE);
  }

  /** An output with a buffer of this size: a smaller one where there are many outputs. */
  public ByteOutput(OutputStream out, int bufferBytes) {
    this.out = out;
    this.buffer = new byte[bufferBytes];
  }

  /** How many bytes have been put. */
  public long count() {
    return flushed + used;
  }

  /** Puts one byte. */
  public void put(int value) throws IOException {
    if (used == buffer.length) {
      flushBuffer();
    }
    buffer[used++] = (byte) value;
  }

  /** Puts bytes. */
  public void put(byte[] bytes) throws IOException {
    put(bytes, 0, bytes.length);
  }

  /** Puts some of the bytes of an array. */
  public void put(byte[] bytes, int from, int length) throws IOException {
    if (length > buffer.length - used) {
      flushBuffer();
      if (length > buffer.length) {
        out.write(bytes, from, length);
        flushed += length;
        return;
      }
    }
    System.arraycopy(bytes, from, buffer, used, length);
    used += length;
  }

  /** Puts bytes again and again. */
  public void repeat(byte[] bytes, int times) throws IOException {
    int length = bytes.length;
    int left = times;
    while (left > 0) {
      if (length > buffer.length - used) {
        flushBuffer();
      }
      if (length > buffer.length) {
        put(bytes);
        left--;
      } else {
        int fits = Math.min(left, (buffer.length - used) / length);
        System.arraycopy(bytes, 0, buffer, used, length);
        fillOn(length, length * fits);
        left -= fits;
      }
    }
  }

  /** Fills the buffer by doubling what was put into it last. */
  private void fillOn(int put, int size) {
    int filled = put;
    while (filled < size) {
      int more = Math.min(filled, size - filled);
      System.arraycopy(buffer, used, buffer, used + filled, more);
      filled += more;
    }
    used += size;
  }

  /** Hands over what is in the buffer. */
  public void flush() throws IOException {
    flushBuffer();
    out.flush();
  }

  private void flushBuffer() throws IOException {
    int length = used;
    flushed += length;
    used = 0;
    out.write(buffer, 0, length);
  }

  /** Hands over what is in the buffer, and closes the stream. */
  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
