package io.github.gfstoprometheus.tsdb.chunks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bits that can be appended one run at a time and copied 64 at a time; the first is the highest.
 */
final class BitString {
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** All bits from {@link #lengthBits} on are zero. One word more than needed always exists. */
  private long[] words = new long[16];

  private int lengthBits;

  int lengthBits() {
    return lengthBits;
  }

  int lengthBytes() {
    return (lengthBits + 7) >>> 3;
  }

  void clear() {
    Arrays.fill(words, 0, (lengthBits >>> 6) + 1, 0);
    lengthBits = 0;
  }

  /** Appends the lowest {@code count} bits, 1 to 64. */
  void append(long bits, int count) {
    ensure(count);
    appendUnchecked(bits, count);
  }

  /** Appends the bits from {@code fromBit} to before {@code toBit} of another string. */
  void append(BitString source, int fromBit, int toBit) {
    ensure(toBit - fromBit);
    int next = fromBit;
    while (toBit - next >= Long.SIZE) {
      appendUnchecked(source.word(next), Long.SIZE);
      next += Long.SIZE;
    }
    if (next < toBit) {
      int count = toBit - next;
      appendUnchecked(source.word(next) >>> (Long.SIZE - count), count);
    }
  }

  /** Writes the bits as bytes, the last one filled up with zeros. */
  void copyTo(byte[] target, int offset) {
    int lengthBytes = lengthBytes();
    int whole = lengthBytes >>> 3;
    for (int i = 0; i < whole; i++) {
      BIG_ENDIAN_LONG.set(target, offset + (i << 3), words[i]);
    }
    long last = words[whole];
    for (int i = whole << 3; i < lengthBytes; i++) {
      target[offset + i] = (byte) (last >>> 56);
      last <<= 8;
    }
  }

  /** The 64 bits from {@code fromBit} on; those beyond the end are zero. */
  private long word(int fromBit) {
    int index = fromBit >>> 6;
    int shift = fromBit & 63;
    long high = words[index] << shift;
    return shift == 0 ? high : high | words[index + 1] >>> (Long.SIZE - shift);
  }

  private void appendUnchecked(long bits, int count) {
    long value = bits & (-1L >>> (Long.SIZE - count));
    int index = lengthBits >>> 6;
    int free = Long.SIZE - (lengthBits & 63);
    lengthBits += count;
    if (count <= free) {
      words[index] |= value << (free - count);
    } else {
      int rest = count - free;
      words[index] |= value >>> rest;
      words[index + 1] = value << (Long.SIZE - rest);
    }
  }

  private void ensure(int moreBits) {
    int needed = (Math.addExact(lengthBits, moreBits) >>> 6) + 2;
    if (needed > words.length) {
      words = Arrays.copyOf(words, Math.max(needed, words.length * 2));
    }
  }
}
