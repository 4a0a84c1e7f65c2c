package io.github.gfstoprometheus.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of an input, one at a time, in a buffer that grows with the bytes that have arrived.
 *
 * <p>Lines are counted from 1, bytes from 0.
 */
final class Lines {
  private static final int FIRST_BUFFER_BYTES = 256 * 1024;
  private static final int MOST_BYTES = 256 << 20;

  /** A line is held with its samples, beside those of all series. */
  private static final int LINES_IN_HEAP = 8;

  private static final int MOST_SHOWN = 20;

  private final IngestInput input;
  private final int mostBytes;
  private byte[] buffer;
  private int bufferEnd;
  private long bufferByte;
  private int start;
  private int end;
  private int nextStart;
  private long number;
  private boolean isTooLong;
  private boolean isWhole = true;

  Lines(IngestInput input) {
    this(input, (int) Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / LINES_IN_HEAP));
  }

  Lines(IngestInput input, int mostBytes) {
    this.input = input;
    this.mostBytes = mostBytes;
    this.buffer = new byte[Math.min(mostBytes, FIRST_BUFFER_BYTES)];
  }

  /** Moves to the next line and returns whether there is one. */
  boolean next() {
    start = nextStart;
    isTooLong = false;
    int searched = start;
    while (true) {
      int newline = newline(searched);
      if (newline >= 0) {
        return found(newline, newline + 1);
      }
      makeRoom();
      searched = bufferEnd;
      int count = input.read(buffer, bufferEnd, buffer.length - bufferEnd);
      if (count < 0) {
        // The rest of a line is none if someone broke it off.
        return (bufferEnd > start || isTooLong)
            && !input.isBrokenOff()
            && found(bufferEnd, bufferEnd);
      }
      bufferEnd += count;
    }
  }

  private boolean found(int lineEnd, int next) {
    end = lineEnd;
    isWhole = next > lineEnd;
    nextStart = next;
    number++;
    return true;
  }

  private int newline(int from) {
    for (int i = from; i < bufferEnd; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Makes room behind the line that has begun, and gives up its bytes if they are too many. */
  private void makeRoom() {
    if (start == bufferEnd) {
      bufferByte += bufferEnd;
      bufferEnd = 0;
      start = 0;
    } else if (bufferEnd < buffer.length) {
      return;
    } else if (isTooLong || bufferEnd - start >= mostBytes) {
      isTooLong = true;
      bufferByte += bufferEnd;
      bufferEnd = 0;
      start = 0;
    } else if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, bufferEnd - start);
      bufferByte += start;
      bufferEnd -= start;
      start = 0;
    } else {
      buffer = Arrays.copyOf(buffer, (int) Math.min(mostBytes, 2L * buffer.length));
    }
  }

  /** Holds the line; the next one may come in another. */
  byte[] buffer() {
    return buffer;
  }

  /** Where the line begins in the buffer. */
  int start() {
    return start;
  }

  /** Where the line ends in the buffer, without its newline. */
  int end() {
    return end;
  }

  /** Whether there is nothing but blanks. */
  boolean isBlank() {
    int i = start;
    while (i < end && (buffer[i] == ' ' || buffer[i] == '\t' || buffer[i] == '\r')) {
      i++;
    }
    return i == end && !isTooLong;
  }

  /** Whether the newline was there: without, the line may have been cut. */
  boolean isWhole() {
    return isWhole;
  }

  /** Throws if there is more of the line than can be held. */
  void requireHeld() throws MalformedEntryException {
    if (isTooLong) {
      throw new MalformedEntryException(
          mostBytes,
          "a line of at most "
              + mostBytes
              + " bytes (an eighth of the heap, up to 256 MB; see --memory)",
          "a longer one");
    }
  }

  /** Which line it is, counted from 1. */
  long number() {
    return number;
  }

  /** What to call the line in a message. */
  String describe() {
    return input.name() + ": line " + number;
  }

  /** A message that says what is wrong with the line, and where. */
  String describe(MalformedEntryException fault) {
    String where =
        isTooLong
            ? describe()
            : "%s, byte %d of it (byte %d of the input)"
                .formatted(describe(), fault.offset(), bufferByte + start + fault.offset());
    return where + ": " + fault.getMessage() + "; the line is left out";
  }

  /** The beginning of what stands at an offset of the line, as a message shows it. */
  String excerpt(long offset) {
    int from = (int) Math.min(end, start + Math.max(0, offset));
    if (from == end) {
      return "the end of the line";
    }
    int to = Math.min(end, from + MOST_SHOWN);
    String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
    return "'" + text.replaceAll("\\p{Cntrl}", "�") + (to < end ? "…'" : "'");
  }
}
