package io.github.gfstoprometheus.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A stream that another thread reads ahead of its reader, by a few buffers: decompression goes on
 * beside the parsing, and a producer that says nothing for hours does not keep anyone from ending.
 * What was read before a failure is handed out before it.
 */
public final class ReadAhead extends InputStream {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int BUFFERS = 4;
  private static final long POLL_MILLIS = 50;
  private static final int OVER = -1;

  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(BUFFERS);
  private final BooleanSupplier wantsEnd;
  private final Thread thread;
  private Piece piece = new Piece(new byte[0], 0, Optional.empty());
  private int position;

  /** Some bytes, or the end, in order or by a failure. */
  @SuppressWarnings("ArrayRecordComponent") // pieces are never compared
  private record Piece(byte[] bytes, int length, Optional<IOException> failure) {}

  private ReadAhead(IngestSource.Opening opening, BooleanSupplier wantsEnd) {
    this.wantsEnd = wantsEnd;
    this.thread = new Thread(() -> read(opening), "read-ahead");
    thread.setDaemon(true); // it may stand in a read that nothing ends
  }

  /**
   * Begins to open and read.
   *
   * @param wantsEnd whether to end, with the bytes that were read so far
   */
  public static ReadAhead of(IngestSource.Opening opening, BooleanSupplier wantsEnd) {
    ReadAhead input = new ReadAhead(opening, wantsEnd);
    input.thread.start();
    return input;
  }

  private void read(IngestSource.Opening opening) {
    try {
      pieces.put(readAll(opening));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: nobody wants more
    }
  }

  /** Reads all pieces but the last, and returns that. */
  private Piece readAll(IngestSource.Opening opening) throws InterruptedException {
    try (InputStream bytes = opening.open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int length = bytes.read(buffer);
      while (length >= 0) {
        // Small pieces of a slow producer leave the buffer to the next ones.
        byte[] full = length < BUFFER_BYTES / 2 ? Arrays.copyOf(buffer, length) : buffer;
        pieces.put(new Piece(full, length, Optional.empty()));
        buffer = full == buffer ? new byte[BUFFER_BYTES] : buffer;
        length = bytes.read(buffer);
      }
      return new Piece(new byte[0], OVER, Optional.empty());
    } catch (IOException e) {
      return new Piece(new byte[0], OVER, Optional.of(e));
    } catch (RuntimeException | Error e) {
      // Such as a native library that cannot be loaded; the reader must not wait for ever.
      return new Piece(new byte[0], OVER, Optional.of(new IOException(e.toString(), e)));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position == piece.length) {
      if (!hasMore()) {
        return -1;
      }
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece.bytes, position, target, offset, count);
    position += count;
    return count;
  }

  /** Waits for the next piece; the last one stays, so that the end is met again. */
  private boolean hasMore() throws IOException {
    try {
      Piece next = pieces.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (next == null) {
        return !wantsEnd.getAsBoolean();
      }
      if (next.length == OVER) {
        pieces.put(next);
        if (next.failure.isPresent()) {
          throw next.failure.get();
        }
        return false;
      }
      piece = next;
      position = 0;
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
