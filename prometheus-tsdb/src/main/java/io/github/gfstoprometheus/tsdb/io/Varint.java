package io.github.gfstoprometheus.tsdb.io;

/**
 * Numbers of variable length as in Go's {@code encoding/binary}: seven bits a byte, the lowest
 * first, the high bit set on all bytes but the last; signed numbers zigzag coded.
 */
public final class Varint {
  /** The longest form of a 64-bit number. */
  public static final int MAX_BYTES = 10;

  private Varint() {}

  /** Writes an unsigned number and returns how many bytes it took. */
  public static int put(byte[] target, int offset, long value) {
    int next = offset;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[next++] = (byte) rest;
    return next - offset;
  }

  /** Maps small numbers of either sign to small unsigned ones. */
  public static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  /** Undoes {@link #zigzag}. */
  public static long unzigzag(long coded) {
    return (coded >>> 1) ^ -(coded & 1);
  }
}
