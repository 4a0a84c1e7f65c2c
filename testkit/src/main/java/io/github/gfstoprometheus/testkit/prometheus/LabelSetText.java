package io.github.gfstoprometheus.testkit.prometheus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Label sets as Prometheus and promtool print them: {@code {__name__="up", path="C:\\"}}, the
 * values quoted as by Go's {@code strconv.Quote}.
 */
public final class LabelSetText {

  private final String text;
  private int position;

  private LabelSetText(String text) {
    this.text = text;
  }

  /** Reads a label set. */
  public static SortedMap<String, String> parse(String text) {
    return new LabelSetText(text).parse();
  }

  /**
   * Writes a label set. Go escapes some more characters, those that it thinks unprintable: compare
   * label sets, not texts, where such can occur.
   */
  public static String format(SortedMap<String, String> labels) {
    StringJoiner joiner = new StringJoiner(", ", "{", "}");
    for (Map.Entry<String, String> label : labels.entrySet()) {
      joiner.add(label.getKey() + "=" + quote(label.getValue()));
    }
    return joiner.toString();
  }

  private static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        case 0x07 -> quoted.append("\\a");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case 0x0b -> quoted.append("\\v");
        default -> quoted.append(c < 0x20 || c == 0x7f ? "\\x%02x".formatted((int) c) : c);
      }
    }
    return quoted.append('"').toString();
  }

  private SortedMap<String, String> parse() {
    SortedMap<String, String> labels = new TreeMap<>();
    expect('{');
    while (peek() != '}') {
      if (!labels.isEmpty()) {
        expect(',');
        expect(' ');
      }
      int equals = text.indexOf('=', position);
      if (equals < 0) {
        throw unexpected("a label's name and =");
      }
      String name = text.substring(position, equals);
      position = equals + 1;
      if (labels.put(name, quotedValue()) != null) {
        throw unexpected("no second label " + name);
      }
    }
    expect('}');
    if (position != text.length()) {
      throw unexpected("the end");
    }
    return labels;
  }

  /** Bytes, not characters: Go writes what is not UTF-8 byte by byte. */
  private String quotedValue() {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    expect('"');
    while (peek() != '"') {
      int codePoint = text.codePointAt(position);
      position += Character.charCount(codePoint);
      if (codePoint == '\\') {
        escaped(value);
      } else {
        value.writeBytes(utf8(codePoint));
      }
    }
    expect('"');
    return value.toString(StandardCharsets.UTF_8);
  }

  private void escaped(ByteArrayOutputStream value) {
    char kind = peek();
    position++;
    switch (kind) {
      case 'x' -> value.write(hex(2));
      case 'u' -> value.writeBytes(utf8(hex(4)));
      case 'U' -> value.writeBytes(utf8(hex(8)));
      case 'n' -> value.write('\n');
      case 't' -> value.write('\t');
      case 'r' -> value.write('\r');
      case 'a' -> value.write(0x07);
      case 'b' -> value.write('\b');
      case 'f' -> value.write('\f');
      case 'v' -> value.write(0x0b);
      case '"', '\\' -> value.write(kind);
      default -> throw unexpected("an escape");
    }
  }

  private int hex(int digits) {
    if (position + digits > text.length()) {
      throw unexpected(digits + " hexadecimal digits");
    }
    int number = Integer.parseInt(text, position, position + digits, 16);
    position += digits;
    return number;
  }

  private static byte[] utf8(int codePoint) {
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
  }

  private char peek() {
    if (position >= text.length()) {
      throw unexpected("more");
    }
    return text.charAt(position);
  }

  private void expect(char expected) {
    if (peek() != expected) {
      throw unexpected("'" + expected + "'");
    }
    position++;
  }

  private IllegalArgumentException unexpected(String expected) {
    return new IllegalArgumentException(
        "label set %s: expected %s at character %d".formatted(text, expected, position));
  }
}
