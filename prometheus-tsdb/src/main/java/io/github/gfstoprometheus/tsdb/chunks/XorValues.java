package io.github.gfstoprometheus.tsdb.chunks;

/** The values of a chunk: what each one changes in the bits of the one before. */
final class XorValues {
  /** More leading zeros than any value has, so that the first change does not fit. */
  private static final byte NO_WINDOW = Byte.MAX_VALUE;

  /** Says that a value changed, and in which of its bits. */
  private static final int WINDOW_BITS =
      2 + ChunksFormat.LEADING_BITS + ChunksFormat.SIGNIFICANT_BITS;

  /** 64 significant bits are told as 0. */
  private static final int SIGNIFICANT_MASK = (1 << ChunksFormat.SIGNIFICANT_BITS) - 1;

  static final int MAX_CHANGE_BITS = WINDOW_BITS + Long.SIZE;

  /** The bits in which the last change fitted; as bytes, since there is one of us per series. */
  private byte leading;

  private byte trailing;
  private long last;

  /** The value appended last, as raw IEEE 754 bits. */
  long last() {
    return last;
  }

  /** Appends the first value of a chunk. */
  void begin(BitString bits, long value) {
    bits.append(value, Long.SIZE);
    last = value;
    leading = NO_WINDOW;
  }

  /** Appends a value. */
  void append(BitString bits, long value) {
    if (value == last) {
      bits.append(0, 1);
    } else {
      appendChange(bits, value);
    }
  }

  /** Appends a value that differs from the one before. */
  void appendChange(BitString bits, long value) {
    long xor = value ^ last;
    last = value;
    int newLeading = Math.min(Long.numberOfLeadingZeros(xor), ChunksFormat.MAX_LEADING);
    int newTrailing = Long.numberOfTrailingZeros(xor);
    if (newLeading >= leading && newTrailing >= trailing) {
      bits.append(0b10, 2);
    } else {
      leading = (byte) newLeading;
      trailing = (byte) newTrailing;
      int significant = (Long.SIZE - newLeading - newTrailing) & SIGNIFICANT_MASK;
      bits.append(
          (0b11L << ChunksFormat.LEADING_BITS | newLeading) << ChunksFormat.SIGNIFICANT_BITS
              | significant,
          WINDOW_BITS);
    }
    bits.append(xor >>> trailing, Long.SIZE - leading - trailing);
  }
}
