package io.github.gfstoprometheus.ingest;

import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Values and times of OpenMetrics, from bytes. */
final class DecimalText {
  /** So many digits fit a double exactly, and so do the powers of ten up to 22. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = new double[EXACT_DIGITS + 1];

  /** Longer ones than any number are not looked at. */
  private static final int MOST_TIME_DIGITS = 40;

  private static final int MOST_TIME_EXPONENT = 20;
  private static final int MILLIS_DIGITS = 3;

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private DecimalText() {}

  /** The raw bits of a value; {@code nan} in lower case is the stale marker. */
  static long valueBits(Lines line, int start, int end) throws MalformedEntryException {
    byte[] buffer = line.buffer();
    boolean isNegative = start < end && buffer[start] == '-';
    long digits = 0;
    int count = 0;
    int fraction = -1;
    int i = isNegative ? start + 1 : start;
    for (; i < end; i++) {
      int digit = buffer[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
        count++;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (buffer[i] == '.' && fraction < 0) {
        fraction = 0;
      } else {
        break;
      }
      if (count > EXACT_DIGITS) {
        break;
      }
    }
    if (i == end && count > 0) {
      // One rounding, of a division of two numbers that are exact.
      double value = fraction > 0 ? digits / POWERS[fraction] : digits;
      return Double.doubleToRawLongBits(isNegative ? -value : value);
    }
    return slowValueBits(line, start, end);
  }

  private static long slowValueBits(Lines line, int start, int end) throws MalformedEntryException {
    String text = text(line, start, end);
    if (text.equals("nan")) {
      return StaleMarker.BITS;
    }
    switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> {
        return Double.doubleToRawLongBits(Double.NaN);
      }
      case "inf", "+inf", "infinity", "+infinity" -> {
        return Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
      }
      case "-inf", "-infinity" -> {
        return Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
      }
      default -> {
        if (isNumber(text)) {
          try {
            return Double.doubleToRawLongBits(Double.parseDouble(text));
          } catch (NumberFormatException e) {
            throw malformed("a value, a number, NaN, +Inf or -Inf", line, start);
          }
        }
        throw malformed("a value, a number, NaN, +Inf or -Inf", line, start);
      }
    }
  }

  /** A time in seconds, as milliseconds: what is finer is cut off. */
  static long millis(Lines line, int start, int end) throws MalformedEntryException {
    byte[] buffer = line.buffer();
    long millis = 0;
    int fraction = -1;
    int i = start;
    for (; i < end && i - start < EXACT_DIGITS; i++) {
      int digit = buffer[i] - '0';
      if (digit >= 0 && digit <= 9 && fraction < MILLIS_DIGITS) {
        millis = 10 * millis + digit;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (buffer[i] == '.' && fraction < 0 && i > start) {
        fraction = 0;
      } else {
        break;
      }
    }
    if (i < end) {
      millis = slowMillis(line, start, end);
    } else {
      for (int missing = Math.max(0, fraction); missing < MILLIS_DIGITS; missing++) {
        millis *= 10;
      }
    }
    if (TimeBounds.isOutside(millis)) {
      throw malformed("a timestamp in seconds " + TimeBounds.TEXT, line, start);
    }
    return millis;
  }

  private static long slowMillis(Lines line, int start, int end) throws MalformedEntryException {
    String text = text(line, start, end);
    if (text.length() <= MOST_TIME_DIGITS && isNumber(text)) {
      try {
        BigDecimal seconds = new BigDecimal(text);
        if (Math.abs(seconds.scale()) <= MOST_TIME_DIGITS + MOST_TIME_EXPONENT) {
          return seconds
              .movePointRight(MILLIS_DIGITS)
              .setScale(0, RoundingMode.FLOOR)
              .longValueExact();
        }
      } catch (ArithmeticException | NumberFormatException e) {
        throw malformed("a timestamp in seconds " + TimeBounds.TEXT, line, start);
      }
    }
    throw malformed("a timestamp in seconds " + TimeBounds.TEXT, line, start);
  }

  /** Whether there is nothing in it that Java takes for a part of a number and the format not. */
  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0);
  }

  private static String text(Lines line, int start, int end) {
    return new String(line.buffer(), start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static MalformedEntryException malformed(String expected, Lines line, int start) {
    int offset = start - line.start();
    return new MalformedEntryException(offset, expected, line.excerpt(offset));
  }
}
