package io.github.gfstoprometheus.ingest;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The series of a line of OpenMetrics.
 *
 * <pre>
 *   Series → name | [name] "{" [Label ("," Label)* [","]] "}"
 *   Label  → (name | "\"" text "\"") "=" "\"" text "\"" | "\"" metric name "\""
 * </pre>
 *
 * Quoted names are those of Prometheus 3 that hold any characters. In texts, {@code \\}, {@code \"}
 * and {@code \n} are escapes; other backslashes are themselves, as in Prometheus.
 */
final class SeriesText {
  private final OpenMetricsLine.Text text;
  private final Map<String, String> labels = new LinkedHashMap<>();

  private SeriesText(OpenMetricsLine.Text text) {
    this.text = text;
  }

  /** Parses the series and moves behind it. */
  static LabelSet parse(OpenMetricsLine.Text text) throws MalformedEntryException {
    return new SeriesText(text).parse();
  }

  private LabelSet parse() throws MalformedEntryException {
    if (!text.is('{')) {
      labels.put(LabelSet.METRIC_NAME, name("a metric name"));
    }
    if (text.is('{')) {
      text.moveTo(text.position() + 1);
      text.skipBlanks();
      while (!text.is('}')) {
        label();
        text.skipBlanks();
        if (text.is(',')) {
          text.moveTo(text.position() + 1);
          text.skipBlanks();
        } else if (!text.is('}')) {
          throw text.malformed("',' or '}' after a label");
        }
      }
      text.moveTo(text.position() + 1);
    }
    LabelSet set;
    try {
      set = LabelSet.of(labels);
    } catch (IllegalArgumentException e) {
      throw text.malformed("labels with names (" + e.getMessage() + ") before");
    }
    if (set.size() == 0) {
      throw text.malformed("at least one label with a value before");
    }
    return set;
  }

  private void label() throws MalformedEntryException {
    boolean isQuoted = text.is('"');
    int start = text.position();
    String name = isQuoted ? quoted("a label name") : name("a label name");
    text.skipBlanks();
    if (isQuoted && !text.is('=')) {
      put(LabelSet.METRIC_NAME, name, start);
      return;
    }
    if (!text.is('=')) {
      throw text.malformed("'=' after a label name");
    }
    text.moveTo(text.position() + 1);
    text.skipBlanks();
    put(name, quoted("a label value"), start);
  }

  private void put(String name, String value, int start) throws MalformedEntryException {
    if (labels.putIfAbsent(name, value) != null) {
      text.moveTo(start);
      throw text.malformed("each label once");
    }
  }

  private String name(String expected) throws MalformedEntryException {
    int start = text.position();
    while (!text.isOver() && isOfName(text.buffer()[text.position()], text.position() > start)) {
      text.moveTo(text.position() + 1);
    }
    if (text.position() == start) {
      throw text.malformed(expected);
    }
    int length = text.position() - start;
    return new String(text.buffer(), start, length, StandardCharsets.US_ASCII);
  }

  private static boolean isOfName(byte c, boolean isInside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == ':'
        || (isInside && c >= '0' && c <= '9');
  }

  private String quoted(String expected) throws MalformedEntryException {
    int start = text.position();
    if (!text.is('"')) {
      throw text.malformed(expected + " in quotes");
    }
    int end = start + 1;
    boolean hasEscape = false;
    while (end < text.end() && text.buffer()[end] != '"') {
      boolean isEscape = text.buffer()[end] == '\\';
      hasEscape |= isEscape;
      end += isEscape ? 2 : 1;
    }
    if (end >= text.end()) {
      throw text.malformed(expected + " with a quote at its end");
    }
    String value = utf8(start + 1, end);
    text.moveTo(end + 1);
    return hasEscape ? unescaped(value) : value;
  }

  private String utf8(int from, int to) throws MalformedEntryException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text.buffer(), from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw text.malformed("UTF-8");
    }
  }

  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
      if (c == '\\' && (next == '\\' || next == '"' || next == 'n')) {
        plain.append(next == 'n' ? '\n' : next);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
