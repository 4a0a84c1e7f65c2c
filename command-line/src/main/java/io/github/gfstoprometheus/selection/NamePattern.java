package io.github.gfstoprometheus.selection;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that a whole name must match, in whatever case: as Geode's own {@code stats}
 * command takes them.
 */
public final class NamePattern implements Comparable<NamePattern> {
  private final String text;
  private final Pattern pattern;

  private NamePattern(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * The pattern that is written so.
   *
   * @throws IllegalArgumentException if it is none; the message says where it goes wrong
   */
  public static NamePattern of(String regularExpression) {
    return new NamePattern(regularExpression, compile(regularExpression));
  }

  /** The pattern of one name, whose characters all stand for themselves. */
  public static NamePattern ofName(String name) {
    return of(Pattern.quote(name));
  }

  /** Compiles what a user wrote. */
  static Pattern compile(String regularExpression) {
    try {
      return Pattern.compile(regularExpression, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      String place = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
      throw new IllegalArgumentException(
          "\"%s\" is no regular expression: %s%s"
              .formatted(regularExpression, e.getDescription(), place),
          e);
    }
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  @Override
  public int compareTo(NamePattern other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamePattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
