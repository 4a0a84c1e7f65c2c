package io.github.gfstoprometheus.tsdb.chunks;

/** Reads bits from bytes, the highest of each byte first. */
final class BitReader {
  private final byte[] bytes;
  private int position;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean readBit() {
    return read(1) != 0;
  }

  /**
   * Reads up to 64 bits as an unsigned number.
   *
   * @throws OutOfBitsException if fewer are left
   */
  long read(int count) {
    if (position + count > bytes.length * Byte.SIZE) {
      throw new OutOfBitsException();
    }
    long value = 0;
    int missing = count;
    while (missing > 0) {
      int free = Byte.SIZE - (position & 7);
      int part = Math.min(free, missing);
      int current = (bytes[position >>> 3] & 0xff) >>> (free - part);
      value = value << part | (current & ((1 << part) - 1));
      position += part;
      missing -= part;
    }
    return value;
  }

  /** Reads a signed number of {@code count} bits whose range is (−2^(count−1), 2^(count−1)]. */
  long readDelta(int count) {
    long value = read(count);
    boolean negative = count < Long.SIZE && value > 1L << (count - 1);
    return negative ? value - (1L << count) : value;
  }

  long readUvarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      long next = read(Byte.SIZE);
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new OutOfBitsException();
  }

  /** The chunk ends before its samples do. */
  static final class OutOfBitsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfBitsException() {
      super("the chunk ends within a sample", null, false, false);
    }
  }
}
