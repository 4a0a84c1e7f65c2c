package io.github.gfstoprometheus.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The strings of {@link java.io.DataOutput#writeUTF}: each UTF-16 unit in one to three bytes.
 *
 * <pre>
 *   0xxxxxxx                      7 bits; a zero byte is accepted, though never written
 *   110xxxxx 10xxxxxx            11 bits
 *   1110xxxx 10xxxxxx 10xxxxxx   16 bits
 * </pre>
 *
 * <p>As lenient as {@link java.io.DataInput#readUTF}: forms longer than needed, and lone
 * surrogates, are taken.
 */
final class ModifiedUtf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private ModifiedUtf8() {}

  /** Bytes that are no modified UTF-8, from an index on. */
  static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int index;

    private FaultException(int index) {
      super("no modified UTF-8 at index " + index);
      this.index = index;
    }

    int index() {
      return index;
    }
  }

  static String decode(byte[] bytes, int offset, int length) throws FaultException {
    if (isAscii(bytes, offset, length)) {
      return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
    char[] units = new char[length];
    int count = 0;
    int end = offset + length;
    for (int at = offset; at < end; count++) {
      int first = bytes[at] & 0xFF;
      if (first < 0x80) {
        units[count] = (char) first;
        at += 1;
      } else if ((first & 0xE0) == 0xC0) {
        units[count] = (char) ((first & 0x1F) << 6 | continuation(bytes, at, 1, end));
        at += 2;
      } else if ((first & 0xF0) == 0xE0) {
        int middle = continuation(bytes, at, 1, end);
        units[count] =
            (char) ((first & 0x0F) << 12 | middle << 6 | continuation(bytes, at, 2, end));
        at += 3;
      } else {
        throw new FaultException(at);
      }
    }
    return new String(units, 0, count);
  }

  private static int continuation(byte[] bytes, int at, int further, int end)
      throws FaultException {
    if (at + further >= end) {
      throw new FaultException(at);
    }
    int value = bytes[at + further];
    if ((value & 0xC0) != 0x80) {
      throw new FaultException(at + further);
    }
    return value & 0x3F;
  }

  private static boolean isAscii(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    long seen = 0;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      seen |= (long) LONG.get(bytes, at) & HIGH_BITS;
    }
    for (; at < end; at++) {
      seen |= bytes[at] & 0x80;
    }
    return seen == 0;
  }
}
