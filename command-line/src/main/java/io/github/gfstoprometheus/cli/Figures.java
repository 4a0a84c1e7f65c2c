package io.github.gfstoprometheus.cli;

import java.util.Locale;

/** Numbers as people read them, the same in every country. */
final class Figures {
  private Figures() {}

  /** A whole number with its thousands apart: {@code 7,242,945}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** So many of something: {@code 1 block}, {@code 2 blocks}. */
  static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** A value: whole numbers as they are, others with at most six decimals. */
  static String value(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    boolean plain = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e15;
    return plain ? String.format(Locale.ROOT, "%.6f", value).replaceAll("0+$", "") : "" + value;
  }

  static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
