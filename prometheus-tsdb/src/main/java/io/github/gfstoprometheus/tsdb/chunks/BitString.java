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

  /**
   * In the word where the next bit belongs, all bits from there on are zero; what stands in later
   * words means nothing. One word more than needed always exists.
   */
  private long[] words;

  private int lengthBits;

  BitString() {
    this(16);
  }

  /** An empty string that has room for so many words. */
  BitString(int initialWords) {
    words = new long[initialWords];
  }

  int lengthBits() {
    return lengthBits;
  }

  int lengthBytes() {
    return (lengthBits + 7) >>> 3;
  }

  int capacityBytes() {
    return words.length * Long.BYTES;
  }

  void clear() {
    words[0] = 0;
    lengthBits = 0;
  }

  /** Makes room for so many more bits; without it, none may be appended. */
  void ensure(long moreBits) {
    int needed = Math.toIntExact((lengthBits + moreBits) >>> 6) + 2;
    if (needed > words.length) {
      words = Arrays.copyOf(words, Math.max(needed, words.length * 2));
    }
  }

  /** Appends the lowest {@code count} bits, 1 to 64. */
  void append(long bits, int count) {
    appendHighest(bits << (Long.SIZE - count), count);
  }

  /** Appends an unsigned number of variable length: ten bytes at most. */
  void appendUvarint(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      append((rest & 0x7f) | 0x80, Byte.SIZE);
      rest >>>= 7;
    }
    append(rest, Byte.SIZE);
  }

  /** Appends the bits from {@code fromBit} to before {@code toBit} of another string. */
  void append(BitString source, int fromBit, int toBit) {
    int next = fromBit;
    while (toBit - next > Long.SIZE) {
      appendHighest(source.word(next), Long.SIZE);
      next += Long.SIZE;
    }
    int count = toBit - next;
    if (count > 0) {
      int cut = Long.SIZE - count;
      appendHighest(source.word(next) >>> cut << cut, count);
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

  /** The 64 bits from {@code fromBit} on; those beyond the end are anything. */
  private long word(int fromBit) {
    int index = fromBit >>> 6;
    int shift = fromBit & 63;
    return words[index] << shift | words[index + 1] >>> 1 >>> (63 - shift);
  }

  /**
   * Appends the highest {@code count} bits; those below must be zero.
   *
   * <p>Whether they reach into the next word is as good as random, and a branch predicted wrongly
   * costs more than all the rest: so they are always written there too. No shift by 64 exists,
   * hence two of them.
   */
  private void appendHighest(long bits, int count) {
    int index = lengthBits >>> 6;
    int shift = lengthBits & 63;
    words[index] |= bits >>> shift;
    words[index + 1] = bits << 1 << (63 - shift);
    lengthBits += count;
  }
}
