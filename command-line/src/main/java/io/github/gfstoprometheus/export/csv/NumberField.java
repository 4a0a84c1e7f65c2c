package io.github.gfstoprometheus.export.csv;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A value as a field that reads back as the same double. */
final class NumberField {
  /** Whole numbers below this are those of a {@code long}. */
  private static final double WHOLE_LIMIT = 0x1p63;

  private static final byte[] ZERO = {'0'};

  private NumberField() {}

  /** The field of a value that is no stale marker, from its raw IEEE 754 bits. */
  static byte[] of(long valueBits) {
    return valueBits == 0 ? ZERO : text(Double.longBitsToDouble(valueBits)).getBytes(US_ASCII);
  }

  private static String text(double value) {
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < WHOLE_LIMIT;
    // A reader who takes all of a column for whole numbers would lose the sign of zero.
    return isWhole && value != 0 ? Long.toString((long) value) : Double.toString(value);
  }
}
