package io.github.gfstoprometheus.testkit.prometheus;

/**
 * Which values of a label are wanted.
 *
 * @param kind how the value is compared
 * @param name the label's name
 * @param value what its value is compared with
 */
public record LabelMatcher(Kind kind, String name, String value) {

  /** The kinds, with their numbers in the remote-read protocol. */
  public enum Kind {
    EQUAL(0),
    NOT_EQUAL(1),
    MATCHES(2),
    DOES_NOT_MATCH(3);

    final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** Matches every series. */
  public static LabelMatcher all() {
    return new LabelMatcher(Kind.MATCHES, "__name__", ".+");
  }

  public static LabelMatcher equal(String name, String value) {
    return new LabelMatcher(Kind.EQUAL, name, value);
  }

  /** A regular expression that the whole value must match. */
  public static LabelMatcher matching(String name, String expression) {
    return new LabelMatcher(Kind.MATCHES, name, expression);
  }
}
