package io.github.gfstoprometheus.protocol;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Finds the messages of a stream, or of several one behind the other. That the bytes end too early
 * is a state, {@link #cut}: what came before is as good as ever.
 *
 * <p>The buffer grows with bytes that have arrived, never with a length that a stream claims.
 *
 * @see StreamFormat
 */
public final class StreamReader {
  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  /** Gives bytes. */
  @FunctionalInterface
  public interface Source {
    /** Reads some bytes, at least one; -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException;
  }

  private enum State {
    BEFORE_FIRST_HEADER,
    BETWEEN_MESSAGES,
    AFTER_END,
    OVER
  }

  private final Source source;
  private State state = State.BEFORE_FIRST_HEADER;
  private Optional<StreamCut> cut = Optional.empty();
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  /** What was read and not yet passed stands from the one to before the other. */
  private int position;

  private int limit;

  /** Where the buffer begins in the input. */
  private long bufferOffset;

  private int messageLength;

  /** A reader that has read nothing yet. */
  public StreamReader(Source source) {
    this.source = source;
  }

  /**
   * Goes on to the next message, if there is one.
   *
   * @throws MalformedStreamException if there is no telling where it is
   */
  public boolean next() throws IOException, MalformedStreamException {
    position += messageLength;
    messageLength = 0;
    while (state != State.OVER) {
      if (state == State.BETWEEN_MESSAGES) {
        int length = length();
        if (length > 0) {
          return findMessage(length);
        }
      } else {
        findHeader();
      }
    }
    return false;
  }

  /** Holds the message until the next one is asked for. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the message begins in the buffer. */
  public int start() {
    return position;
  }

  /** Where the message ends in the buffer. */
  public int end() {
    return position + messageLength;
  }

  /** Where the message begins in the input. */
  public long offset() {
    return bufferOffset + position;
  }

  /** How the stream was cut, if it was; known when there is no further message. */
  public Optional<StreamCut> cut() {
    return cut;
  }

  private void findHeader() throws IOException, MalformedStreamException {
    boolean isWhole = has(StreamFormat.HEADER_BYTES);
    int held = Math.min(limit - position, StreamFormat.HEADER_BYTES);
    if (held == 0 && state == State.AFTER_END) {
      state = State.OVER;
    } else if (!StreamFormat.beginsHeader(buffer, position, held)) {
      throw noHeader(held);
    } else if (!isWhole) {
      cutAt("a header of " + StreamFormat.HEADER_BYTES + " bytes", held, "within its header");
    } else {
      requireVersion();
      position += StreamFormat.HEADER_BYTES;
      state = State.BETWEEN_MESSAGES;
    }
  }

  private MalformedStreamException noHeader(int held) {
    boolean isFirst = state == State.BEFORE_FIRST_HEADER;
    long offset = offset();
    state = State.OVER;
    String found = HexFormat.ofDelimiter(" ").formatHex(buffer, position, position + held);
    return isFirst
        ? new MalformedStreamException(
            offset,
            "the header " + StreamFormat.headerText(),
            found,
            "this is another format, which --format should say")
        : new MalformedStreamException(
            offset,
            "the end of the input or a further header " + StreamFormat.headerText(),
            found,
            "what follows the end of the stream is left out");
  }

  private void requireVersion() throws MalformedStreamException {
    int version = buffer[position + StreamFormat.VERSION_OFFSET] & 0xff;
    if (version != StreamFormat.VERSION) {
      state = State.OVER;
      throw new MalformedStreamException(
          offset() + StreamFormat.VERSION_OFFSET,
          "version " + StreamFormat.VERSION + " of the protocol",
          "version " + version,
          "read it with a gfs-to-prometheus that knows that version");
    }
  }

  /** The length of the next message, or 0 if there is none in this stream. */
  private int length() throws IOException, MalformedStreamException {
    long length = 0;
    for (int i = 0; i < StreamFormat.MAX_LENGTH_BYTES; i++) {
      if (!has(i + 1)) {
        String place = i == 0 ? "between two messages" : "within the length of a message";
        cutAt("the length of a message, or 0 at the end of the stream", i, place);
        return 0;
      }
      int next = buffer[position + i];
      length |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        requireShort(length);
        position += i + 1;
        state = length == StreamFormat.END ? State.AFTER_END : state;
        return (int) length;
      }
    }
    throw tooLong("a length of more than " + StreamFormat.MAX_LENGTH_BYTES + " bytes");
  }

  private void requireShort(long length) throws MalformedStreamException {
    if (length > StreamFormat.MAX_MESSAGE_BYTES) {
      throw tooLong("a length of " + length);
    }
  }

  private MalformedStreamException tooLong(String found) {
    long offset = offset();
    state = State.OVER;
    return new MalformedStreamException(
        offset,
        "a message of at most " + StreamFormat.MAX_MESSAGE_BYTES + " bytes",
        found,
        "the stream is damaged here or before, and the rest of it is left out");
  }

  private boolean findMessage(int length) throws IOException {
    if (!has(length)) {
      cutAt("a message of " + length + " bytes", limit - position, "within a message");
      return false;
    }
    messageLength = length;
    return true;
  }

  private void cutAt(String expected, int held, String place) {
    state = State.OVER;
    String found = held == 0 ? "the end of the input" : held + " bytes";
    cut = Optional.of(new StreamCut(offset(), expected, found, place));
  }

  /** Reads until so many bytes are held, or no more come. */
  private boolean has(int length) throws IOException {
    while (limit - position < length) {
      makeRoom();
      int count = source.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        return false;
      }
      limit += count;
    }
    return true;
  }

  private void makeRoom() {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      bufferOffset += position;
      limit -= position;
      position = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }
}
