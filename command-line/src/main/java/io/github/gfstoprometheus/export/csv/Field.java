package io.github.gfstoprometheus.export.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Text as a field: in quotation marks where something in it would end the field. */
final class Field {
  private Field() {}

  static byte[] of(String text) {
    return quoted(text).getBytes(UTF_8);
  }

  /** The fields of a row, and its end. */
  static byte[] row(List<String> texts) {
    return (String.join(",", texts.stream().map(Field::quoted).toList()) + "\n").getBytes(UTF_8);
  }

  private static String quoted(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
