package io.github.gfstoprometheus.selection;

/** Text in quotation marks, in one line, from which the text can be told. */
public final class Quoted {
  private static final char FIRST_PRINTABLE = ' ';

  private Quoted() {}

  /** What an object is as text, in quotation marks. */
  public static String of(Object value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toString().toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || c == '\u2028' || c == '\u2029' || c == '\u0085') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
