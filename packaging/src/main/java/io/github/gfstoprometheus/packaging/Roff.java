package io.github.gfstoprometheus.packaging;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The text of a manual page, in the macros of <a
 * href="https://man7.org/linux/man-pages/man7/man.7.html">man(7)</a>.
 */
final class Roff {
  private static final int MAX_COLUMNS = 78;
  private static final String SECTION_OF_COMMANDS = "1";
  private static final Pattern SPACES = Pattern.compile(" +");

  private final StringBuilder text = new StringBuilder();
  private boolean isBelowHeading;

  String text() {
    return text.toString();
  }

  /** The first line of a page. */
  void title(String name, String date, String source) {
    line(
        ".TH \"%s\" %s %s \"%s\""
            .formatted(
                escaped(name.toUpperCase(Locale.ROOT)),
                SECTION_OF_COMMANDS,
                date,
                escaped(source)));
    // A name that is broken at the end of a line is no name any more.
    line(".nh");
    line(".ad l");
  }

  void section(String heading) {
    line(".SH \"" + escaped(heading) + "\"");
    isBelowHeading = true;
  }

  /** What the section NAME says, in the form that apropos reads. */
  void named(String name, String purpose) {
    line(escaped(name) + " \\- " + escaped(purpose));
  }

  void paragraph(String prose) {
    markedUp(escaped(prose));
  }

  /**
   * A paragraph of what {@link #bold} and {@link #italic} have made, and of characters as they are.
   */
  void markedUp(String prose) {
    begin();
    filled(prose);
  }

  /** A tag, marked up, and what it means below it, each line from the margin. */
  void item(String tag, List<String> lines) {
    line(".TP");
    isBelowHeading = false;
    line(tag);
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        line(".br");
      }
      filled(escaped(lines.get(i)));
    }
  }

  /** Lines as they are, in a fixed width where there is one. */
  void example(List<String> lines) {
    begin();
    line(".EX");
    lines.forEach(each -> words(escaped(each)));
    line(".EE");
  }

  static String bold(String words) {
    return "\\fB" + escaped(words) + "\\fR";
  }

  static String italic(String words) {
    return "\\fI" + escaped(words) + "\\fR";
  }

  /** Characters that roff would take for its own, or print as finer ones than a shell knows. */
  static String escaped(String words) {
    return words
        .replace("\\", "\\(rs")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("\"", "\\(dq")
        .replace("`", "\\(ga")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti");
  }

  /** Begins a paragraph, which the first of a section is already. */
  private void begin() {
    if (!isBelowHeading) {
      line(".PP");
    }
    isBelowHeading = false;
  }

  /** Lines of a width that people and linters like; the reader's man fills them anew. */
  private void filled(String prose) {
    StringBuilder line = new StringBuilder();
    for (String word : SPACES.split(prose.strip(), -1)) {
      if (!line.isEmpty() && line.length() + word.length() >= MAX_COLUMNS) {
        words(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    words(line.toString());
  }

  /** A line that is no macro, whatever it begins with. */
  private void words(String line) {
    line(line.startsWith(".") ? "\\&" + line : line);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
