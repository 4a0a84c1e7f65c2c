package io.github.gfstoprometheus.export.jsonl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;

/**
 * A value in JSON, behind a comma: a number that reads back as the same double, {@code null} for
 * the stale marker, and in quotation marks what JSON has no numbers for, as VictoriaMetrics does.
 */
final class JsonNumber {
  /** All whole numbers up to this are doubles, and none beyond it needs to be told exactly. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private byte[] bytes = new byte[0];
  private long bits = Double.doubleToRawLongBits(1);

  JsonNumber() {
    set(0);
  }

  /** Takes the raw IEEE 754 bits of a value. */
  void set(long valueBits) {
    if (valueBits != bits) {
      bits = valueBits;
      bytes = ("," + text(valueBits)).getBytes(US_ASCII);
    }
  }

  private static String text(long valueBits) {
    if (valueBits == StaleMarker.BITS) {
      return "null";
    }
    double value = Double.longBitsToDouble(valueBits);
    if (value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE) {
      boolean negativeZero = valueBits == Long.MIN_VALUE;
      return negativeZero ? "-0" : Long.toString((long) value);
    }
    return Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"";
  }

  /** The comma and the value; not to be changed. */
  byte[] bytes() {
    return bytes;
  }
}
