package io.github.gfstoprometheus.protocol;

/**
 * Reads fields, one after the other, of a message and of messages within it.
 *
 * <pre>{@code
 * int outerEnd = reader.enter();
 * while (reader.hasMore()) {
 *   switch (reader.tag()) …
 * }
 * reader.leave(outerEnd);
 * }</pre>
 */
final class WireReader {
  private static final int MAX_VARINT_BYTES = 10;
  private static final int WIRE_TYPES = 1 << RemoteWriteFormat.WIRE_TYPE_BITS;

  private final byte[] bytes;
  private final int messageStart;
  private int position;
  private int end;

  WireReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.messageStart = from;
    this.position = from;
    this.end = end;
  }

  boolean hasMore() {
    return position < end;
  }

  /** Where it is, in bytes from the beginning of the outermost message. */
  int offset() {
    return position - messageStart;
  }

  /** The number of the next field and how it is coded. */
  int tag() throws MalformedRequestException {
    int start = offset();
    long tag = varint();
    if (tag < WIRE_TYPES || tag > 0xffff_ffffL) {
      throw new MalformedRequestException(start, "the number of a field", Long.toString(tag));
    }
    return (int) tag;
  }

  long varint() throws MalformedRequestException {
    long value = 0;
    int most = Math.min(end - position, MAX_VARINT_BYTES);
    for (int i = 0; i < most; i++) {
      byte next = bytes[position + i];
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        position += i + 1;
        return value;
      }
    }
    throw new MalformedRequestException(
        offset(),
        "a number that ends within " + MAX_VARINT_BYTES + " bytes",
        most == MAX_VARINT_BYTES ? "a longer one" : "the end of its message after " + most);
  }

  long fixed64() throws MalformedRequestException {
    require(Long.BYTES);
    long value = Bytes.fixed64(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** Reads a length, and confines what is read next to it; returns what to leave it with. */
  int enter() throws MalformedRequestException {
    int length = length();
    int outerEnd = end;
    end = position + length;
    return outerEnd;
  }

  /** Goes on behind what was entered, all of which has been read. */
  void leave(int outerEnd) {
    end = outerEnd;
  }

  /** Reads the rest of what was entered as a text. */
  void readText(SymbolTexts target) throws MalformedRequestException {
    target.add(bytes, position, end - position, offset());
    position = end;
  }

  /** Passes over the rest of what was entered, and returns how many bytes it has. */
  int passRest() {
    int length = end - position;
    position = end;
    return length;
  }

  /** Passes over a field. */
  void skip(int tag) throws MalformedRequestException {
    int wireType = tag & (WIRE_TYPES - 1);
    switch (wireType) {
      case RemoteWriteFormat.VARINT -> varint();
      case RemoteWriteFormat.FIXED64 -> pass(Long.BYTES);
      case RemoteWriteFormat.LENGTH_DELIMITED -> pass(length());
      case RemoteWriteFormat.FIXED32 -> pass(Integer.BYTES);
      default ->
          throw new MalformedRequestException(
              offset(), "a field of wire type 0, 1, 2 or 5", "wire type " + wireType);
    }
  }

  private int length() throws MalformedRequestException {
    int start = offset();
    long length = varint();
    if (length < 0 || length > end - position) {
      throw new MalformedRequestException(
          start, "a length of at most " + (end - position), Long.toUnsignedString(length));
    }
    return (int) length;
  }

  private void pass(int length) throws MalformedRequestException {
    require(length);
    position += length;
  }

  private void require(int length) throws MalformedRequestException {
    if (length > end - position) {
      throw new MalformedRequestException(
          offset(), length + " bytes", "the end of the message after " + (end - position));
    }
  }
}
