package io.github.gfstoprometheus.export.openmetrics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;

/** A value as a number that reads back as the same double. */
final class ValueText {
  /** All whole numbers up to this are doubles, and none beyond it needs to be told exactly. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private static final long NEGATIVE_ZERO = Long.MIN_VALUE;

  private ValueText() {}

  /** The text of the raw IEEE 754 bits of a value. */
  static byte[] of(long valueBits) {
    return text(valueBits).getBytes(US_ASCII);
  }

  private static String text(long valueBits) {
    double value = Double.longBitsToDouble(valueBits);
    if (valueBits == StaleMarker.BITS) {
      return "nan";
    }
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean isWhole = value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
    return isWhole && valueBits != NEGATIVE_ZERO
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
