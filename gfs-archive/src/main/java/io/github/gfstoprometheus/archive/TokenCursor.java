package io.github.gfstoprometheus.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the fields of the token at the start of a {@link TokenBuffer}, one after another.
 *
 * <p>A field that is not all there yet makes the cursor torn, for good, and reads as anything: what
 * was decoded counts only if the cursor {@link #isTorn() is not torn} in the end, and a field may
 * be found malformed only if it is whole.
 */
final class TokenCursor {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final TokenBuffer buffer;
  private final byte[] bytes;
  private final int limit;
  private int index;
  private int fieldStart;

  /** Begins behind the first byte of the token. */
  TokenCursor(TokenBuffer buffer) {
    this.buffer = buffer;
    this.bytes = buffer.bytes();
    this.limit = buffer.limit();
    this.index = buffer.start() + 1;
    this.fieldStart = buffer.start();
  }

  boolean isTorn() {
    return index > limit;
  }

  boolean isWhole() {
    return index <= limit;
  }

  /** Takes what was read out of the buffer: the token is whole and ends here. */
  void take() {
    buffer.take(index);
  }

  int i8() {
    return bytes[advance(1)];
  }

  boolean bool() {
    return i8() != 0;
  }

  int u16() {
    return (short) SHORT.get(bytes, advance(2)) & 0xFFFF;
  }

  int i32() {
    return (int) INT.get(bytes, advance(4));
  }

  long i64() {
    return (long) LONG.get(bytes, advance(8));
  }

  String utf() throws MalformedArchiveException {
    int length = u16();
    int at = advance(length);
    if (isTorn()) {
      return "";
    }
    fieldStart = at;
    try {
      return ModifiedUtf8.decode(bytes, at, length);
    } catch (ModifiedUtf8.FaultException e) {
      throw buffer.malformed(e.index(), "modified UTF-8", "byte " + (bytes[e.index()] & 0xFF));
    }
  }

  /** Reads an id of a type or an instance. */
  int id() throws MalformedArchiveException {
    int id = i32();
    if (isWhole() && id < 0) {
      throw malformed("an id that is not negative", "id " + id);
    }
    return id;
  }

  long value(int column) {
    int at = Math.min(index, limit);
    fieldStart = at;
    int length = StatisticColumn.valueBytes(column, bytes, at);
    return StatisticColumn.value(column, bytes, advance(length));
  }

  /** Says that the field read last is malformed; it must have been whole. */
  MalformedArchiveException malformed(String expected, String found) {
    return buffer.malformed(fieldStart, expected, found);
  }

  /**
   * Goes on behind a field, or just behind the limit if the field is torn.
   *
   * @return where the field begins, or the limit, whose slack may be read
   */
  private int advance(int length) {
    int at = Math.min(index, limit);
    // A cursor that is torn stays so.
    index = isWhole() && length <= limit - at ? at + length : limit + 1;
    fieldStart = at;
    return at;
  }
}
