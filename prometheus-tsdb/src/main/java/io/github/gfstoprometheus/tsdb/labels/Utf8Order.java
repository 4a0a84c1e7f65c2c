package io.github.gfstoprometheus.tsdb.labels;

/**
 * The order of strings by their UTF-8 bytes, which Prometheus uses throughout.
 *
 * <p>{@link String#compareTo} orders by UTF-16 units and differs from it where a surrogate meets a
 * character of U+E000 to U+FFFF.
 */
public final class Utf8Order {
  private Utf8Order() {}

  /** Compares two well-formed strings as their UTF-8 bytes would compare, without encoding them. */
  public static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Integer.compare(rank(a), rank(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Surrogates stand for characters beyond U+FFFF and so come after every other unit. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }

  static void requireWellFormed(String text) {
    int next = 0;
    while (next < text.length()) {
      int codePoint = text.codePointAt(next);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException(
            "unpaired surrogate at unit " + next + " of \"" + text + "\": it has no UTF-8 form");
      }
      next += Character.charCount(codePoint);
    }
  }
}
