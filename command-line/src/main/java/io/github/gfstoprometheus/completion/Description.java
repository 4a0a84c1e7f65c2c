package io.github.gfstoprometheus.completion;

/** The lines of a description as one, which shells cut off at the edge of the terminal. */
final class Description {
  private Description() {}

  static String ofOneLine(String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (!text.isEmpty()) {
        text.append(Character.isLetterOrDigit(text.charAt(text.length() - 1)) ? "; " : " ");
      }
      text.append(line.strip());
    }
    return text.toString();
  }
}
