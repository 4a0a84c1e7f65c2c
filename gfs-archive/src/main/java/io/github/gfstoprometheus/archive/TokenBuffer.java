package io.github.gfstoprometheus.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes that have been read and not yet been taken as whole tokens. The next token begins at
 * {@link #start()}.
 *
 * <p>Behind {@link #limit()} there is always some slack, all end marks. So a value can be decoded
 * first, and one comparison can then tell whether it was all there; and decoding a torn sample
 * stops within the slack by itself, without a comparison for each change.
 */
final class TokenBuffer implements Closeable {
  /** A statistic's offset and a value of 9 bytes, or an instance id, and then some. */
  static final int SLACK_BYTES = 16;

  /** Ends the changes of an instance, and the instances of a sample. */
  private static final byte END_MARK = (byte) ArchiveFormat.END_OF_STATISTICS;

  /** Small enough to stay in a core's own cache, large enough for some hundreds of ticks. */
  static final int INITIAL_BYTES = 64 * 1024;

  /** From here on, a torn token is not tried again for each few bytes that arrive. */
  private static final int LARGE_TOKEN_BYTES = 1 << 20;

  private final String archive;
  private final ByteSource source;
  private final int maxTokenBytes;
  private byte[] bytes;
  private int start;
  private int limit;
  private long bytesPosition;

  TokenBuffer(String archive, ByteSource source, int initialBytes, int maxTokenBytes) {
    this.archive = archive;
    this.source = source;
    this.maxTokenBytes = maxTokenBytes;
    this.bytes = new byte[initialBytes + SLACK_BYTES];
    markSlack();
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int limit() {
    return limit;
  }

  int pendingBytes() {
    return limit - start;
  }

  /** Returns the offset in the archive of the next token. */
  long position() {
    return bytesPosition + start;
  }

  /** Takes the token that ends at an index; the next one begins there. */
  void take(int end) {
    start = end;
  }

  /**
   * Reads on behind the pending bytes.
   *
   * @return whether there are more of them now
   */
  boolean fill() throws IOException {
    makeRoom();
    int pending = pendingBytes();
    int enough = pending < LARGE_TOKEN_BYTES ? 1 : pending / 16;
    try {
      while (pendingBytes() < pending + enough) {
        int room = bytes.length - SLACK_BYTES - limit;
        int count = room == 0 ? 0 : source.read(bytes, limit, room);
        if (count == 0) {
          break;
        }
        limit += count;
      }
    } finally {
      // Even if reading fails: the pending bytes may be decoded again before the next attempt.
      markSlack();
    }
    return pendingBytes() > pending;
  }

  private void markSlack() {
    Arrays.fill(bytes, limit, limit + SLACK_BYTES, END_MARK);
  }

  private void makeRoom() throws MalformedArchiveException {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, pendingBytes());
      bytesPosition += start;
      limit -= start;
      start = 0;
    }
    int capacity = bytes.length - SLACK_BYTES;
    if (limit < capacity) {
      return;
    }
    if (capacity >= maxTokenBytes) {
      throw malformed(
          start, "a token of at most %d bytes".formatted(maxTokenBytes), "a longer one");
    }
    int doubled = Math.min(2 * capacity, maxTokenBytes);
    bytes = Arrays.copyOf(bytes, doubled + SLACK_BYTES);
  }

  MalformedArchiveException malformed(int index, String expected, String found) {
    return new MalformedArchiveException(archive, bytesPosition + index, expected, found);
  }

  String archive() {
    return archive;
  }

  Tail tail() {
    return new Tail(position(), pendingBytes(), source.isTorn());
  }

  long rawBytes() {
    return source.rawBytes();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
