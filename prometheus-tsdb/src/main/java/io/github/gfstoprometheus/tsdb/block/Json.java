package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the JSON of {@code meta.json}; the JDK has no parser of its own.
 *
 * <p>Objects become maps, arrays lists, text strings, whole numbers longs and others doubles;
 * {@code null} becomes the text "null".
 */
final class Json {
  private static final int MAX_DEPTH = 64;
  private static final Pattern HEX4 = Pattern.compile("[0-9a-fA-F]{4}");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");

  private final Path file;
  private final String text;
  private int position;
  private int depth;

  Json(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  Object parse() throws IOException {
    Object value = value();
    skipSpace();
    if (position < text.length()) {
      throw corrupt("the end of the file");
    }
    return value;
  }

  Map<?, ?> object(Object value, String what) throws IOException {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw new CorruptBlockException(file, 0, what, String.valueOf(value));
  }

  long number(Map<?, ?> object, String key) throws IOException {
    if (object.get(key) instanceof Long number) {
      return number;
    }
    if (object.containsKey(key)) {
      throw new CorruptBlockException(
          file, 0, "a whole number \"" + key + "\"", String.valueOf(object.get(key)));
    }
    return 0; // Go leaves out figures that are zero
  }

  String text(Map<?, ?> object, String key) throws IOException {
    if (object.get(key) instanceof String string) {
      return string;
    }
    throw new CorruptBlockException(
        file, 0, "text \"" + key + "\"", String.valueOf(object.get(key)));
  }

  private Object value() throws IOException {
    skipSpace();
    if (++depth > MAX_DEPTH) {
      throw corrupt("at most " + MAX_DEPTH + " levels");
    }
    Object value =
        switch (peek()) {
          case '{' -> objectValue();
          case '[' -> arrayValue();
          case '"' -> textValue();
          default -> literal();
        };
    depth--;
    return value;
  }

  private Map<String, Object> objectValue() throws IOException {
    Map<String, Object> object = new HashMap<>();
    expect('{');
    while (!accept('}')) {
      if (!object.isEmpty()) {
        expect(',');
        skipSpace();
      }
      String key = textValue();
      skipSpace();
      expect(':');
      object.put(key, value());
      skipSpace();
    }
    return object;
  }

  private List<Object> arrayValue() throws IOException {
    List<Object> array = new ArrayList<>();
    expect('[');
    while (!accept(']')) {
      if (!array.isEmpty()) {
        expect(',');
      }
      array.add(value());
      skipSpace();
    }
    return array;
  }

  private String textValue() throws IOException {
    StringBuilder value = new StringBuilder();
    expect('"');
    while (peek() != '"') {
      char next = text.charAt(position++);
      value.append(next == '\\' ? escape() : next);
    }
    position++;
    return value.toString();
  }

  private char escape() throws IOException {
    char kind = peek();
    int index = "\"\\/bfnrt".indexOf(kind);
    if (index >= 0) {
      position++;
      return "\"\\/\b\f\n\r\t".charAt(index);
    }
    if (kind != 'u') {
      throw corrupt("an escape");
    }
    position++;
    return hexEscape();
  }

  private char hexEscape() throws IOException {
    int end = position + 4;
    if (end > text.length() || !HEX4.matcher(text.substring(position, end)).matches()) {
      throw corrupt("four hexadecimal digits");
    }
    char unit = (char) Integer.parseInt(text.substring(position, end), 16);
    position = end;
    return unit;
  }

  private Object literal() throws IOException {
    int start = position;
    while (position < text.length() && ",]} \t\r\n".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String literal = text.substring(start, position);
    if (literal.equals("true") || literal.equals("false") || literal.equals("null")) {
      return literal;
    }
    if (!NUMBER.matcher(literal).matches()) {
      position = start;
      throw corrupt("a value");
    }
    try {
      return Long.valueOf(literal);
    } catch (NumberFormatException e) {
      return Double.valueOf(literal); // with a fraction or an exponent, or beyond 64 bits
    }
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private char peek() throws IOException {
    if (position >= text.length()) {
      throw corrupt("more");
    }
    return text.charAt(position);
  }

  private boolean accept(char wanted) throws IOException {
    skipSpace();
    if (peek() != wanted) {
      return false;
    }
    position++;
    return true;
  }

  private void expect(char wanted) throws IOException {
    if (peek() != wanted) {
      throw corrupt("'" + wanted + "'");
    }
    position++;
  }

  private CorruptBlockException corrupt(String expected) {
    String found =
        position < text.length() ? "'" + text.charAt(position) + "'" : "the end of the file";
    return new CorruptBlockException(file, position, expected, found);
  }
}
