package io.github.gfstoprometheus.export;

/**
 * The samples of a series in a batch, packed.
 *
 * <pre>
 * run     unsigned: length · 8 + a sum of flags
 *         GAP      then unsigned: how many ticks without a sample lie before the run
 *         REPEATED the value is that of the run before
 *         WHOLE    then signed: the value, a whole number, less the last such
 *         none     then eight bytes: the value's bits
 * </pre>
 */
final class PackedRuns {
  private static final int FLAG_BITS = 3;
  private static final int GAP = 1;
  private static final int REPEATED = 2;
  private static final int WHOLE = 4;

  /** Up to this, sums and differences of whole numbers are exact in a long and in a double. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private static final long NEGATIVE_ZERO = Long.MIN_VALUE;

  private final PackedBytes.Reader reader;
  private final int end;
  private int fromTick;
  private int endTick;
  private long valueBits;
  private long lastWhole;

  PackedRuns(byte[] bytes, int from, int end) {
    this.reader = new PackedBytes.Reader(bytes, from);
    this.end = end;
  }

  static void pack(SampleRuns samples, PackedBytes bytes) {
    int ticks = 0;
    boolean first = true;
    long bits = 0;
    long lastWhole = 0;
    while (samples.next()) {
      int gap = samples.fromTick() - ticks;
      boolean repeated = !first && samples.valueBits() == bits;
      bits = samples.valueBits();
      boolean whole = !repeated && isWhole(bits);
      int flags = (gap > 0 ? GAP : 0) + (repeated ? REPEATED : 0) + (whole ? WHOLE : 0);
      long length = (long) samples.endTick() - samples.fromTick();
      bytes.putUnsigned(length << FLAG_BITS | flags);
      if (gap > 0) {
        bytes.putUnsigned(gap);
      }
      if (whole) {
        long value = (long) Double.longBitsToDouble(bits);
        bytes.putSigned(value - lastWhole);
        lastWhole = value;
      } else if (!repeated) {
        bytes.putWhole(bits);
      }
      ticks = samples.endTick();
      first = false;
    }
  }

  private static boolean isWhole(long bits) {
    double value = Double.longBitsToDouble(bits);
    return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE && bits != NEGATIVE_ZERO;
  }

  /** Goes on to the next run, if there is one. */
  boolean next() {
    if (reader.place() == end) {
      return false;
    }
    long lengthAndFlags = reader.unsigned();
    fromTick = endTick;
    if ((lengthAndFlags & GAP) != 0) {
      fromTick += (int) reader.unsigned();
    }
    endTick = fromTick + (int) (lengthAndFlags >>> FLAG_BITS);
    if ((lengthAndFlags & WHOLE) != 0) {
      lastWhole += reader.signed();
      valueBits = Double.doubleToRawLongBits((double) lastWhole);
    } else if ((lengthAndFlags & REPEATED) == 0) {
      valueBits = reader.whole();
    }
    return true;
  }

  /** The first tick of the run. */
  int fromTick() {
    return fromTick;
  }

  /** The tick after the last one of the run. */
  int endTick() {
    return endTick;
  }

  /** The value of all its samples, as raw IEEE 754 bits. */
  long valueBits() {
    return valueBits;
  }
}
