package io.github.gfstoprometheus.convert;

import java.util.regex.Pattern;

/** Brings names of an archive into the form that every Prometheus takes. */
public final class LegalNames {
  private static final Pattern ILLEGAL_IN_METRIC = Pattern.compile("[^a-zA-Z0-9_:]");
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern DIGIT_FIRST = Pattern.compile("[0-9].*", Pattern.DOTALL);
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private LegalNames() {}

  /** A metric name of the legacy character set: each other character becomes an underscore. */
  static String metric(String name) {
    String legal = ILLEGAL_IN_METRIC.matcher(name).replaceAll("_");
    return legal.isEmpty() || DIGIT_FIRST.matcher(legal).matches() ? "_" + legal : legal;
  }

  /** Whether this may be the name of a metric. */
  public static boolean isMetric(String name) {
    return METRIC.matcher(name).matches();
  }

  /** Whether metric names may begin with this. */
  public static boolean isPrefix(String prefix) {
    return prefix.isEmpty() || isMetric(prefix);
  }

  static void requireMetric(String name) {
    if (!isMetric(name)) {
      throw new IllegalArgumentException(
          "\"%s\" is no metric name: letters, digits, underscores and colons are possible"
              .formatted(name));
    }
  }

  static void requirePrefix(String prefix) {
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException(
          "\"%s\" is no prefix of metric names: letters, digits, underscores and colons are possible"
              .formatted(prefix));
    }
  }

  /** Whether this may be the name of a label. */
  public static boolean isLabel(String name) {
    return LABEL.matcher(name).matches();
  }

  /** A label value that has a UTF-8 form: unpaired surrogates become U+FFFD. */
  static String labelValue(String value) {
    if (value.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
      return value;
    }
    StringBuilder legal = new StringBuilder(value.length());
    value
        .codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(legal::appendCodePoint);
    return legal.toString();
  }
}
