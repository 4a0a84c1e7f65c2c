package io.github.gfstoprometheus.ingest;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.Arrays;
import java.util.Map;

/**
 * One sample of {@link OpenMetricsReader}. Labels are parsed only if their bytes differ from those
 * of the line before.
 */
final class OpenMetricsLine {
  private byte[] seriesBytes = {};
  private LabelSet labels = LabelSet.of(Map.of());
  private long valueBits;
  private long timestampMillis;

  LabelSet labels() {
    return labels;
  }

  long valueBits() {
    return valueBits;
  }

  long timestampMillis() {
    return timestampMillis;
  }

  void parse(Lines line) throws MalformedEntryException {
    Text text = new Text(line);
    parseSeries(text);
    text.skipBlanks();
    int valueStart = text.position();
    text.skipWord();
    valueBits = DecimalText.valueBits(line, valueStart, text.position());
    text.skipBlanks();
    int timeStart = text.position();
    if (text.isOver() || text.is('#')) {
      throw new MalformedEntryException(
          timeStart - line.start(),
          "a timestamp in seconds after the value",
          (text.isOver() ? "the end of the line" : line.excerpt(timeStart - line.start()))
              + ": samples without a time cannot be imported");
    }
    text.skipWord();
    timestampMillis = DecimalText.millis(line, timeStart, text.position());
    text.skipBlanks();
    if (!text.isOver() && !text.is('#')) { // an exemplar, of which nothing is taken
      throw text.malformed("the end of the line, or ' # ' and an exemplar");
    }
  }

  private void parseSeries(Text text) throws MalformedEntryException {
    int start = text.position();
    int end = start + seriesBytes.length;
    byte[] buffer = text.buffer();
    boolean isSame =
        seriesBytes.length > 0
            && end < text.end()
            && (buffer[end] == ' ' || buffer[end] == '\t')
            && Arrays.equals(buffer, start, end, seriesBytes, 0, seriesBytes.length);
    if (isSame) {
      text.moveTo(end);
      return;
    }
    seriesBytes = new byte[0]; // until the labels are known to be good
    labels = SeriesText.parse(text);
    if (!text.is(' ') && !text.is('\t')) {
      throw text.malformed("a space and a value after the series");
    }
    seriesBytes = Arrays.copyOfRange(buffer, start, text.position());
  }

  /** A place in a line that moves on. */
  static final class Text {
    private final Lines line;
    private final byte[] buffer;
    private final int end;
    private int position;

    Text(Lines line) {
      this.line = line;
      this.buffer = line.buffer();
      this.end = end(line);
      this.position = line.start();
    }

    private static int end(Lines line) {
      boolean hasReturn = line.end() > line.start() && line.buffer()[line.end() - 1] == '\r';
      return hasReturn ? line.end() - 1 : line.end();
    }

    byte[] buffer() {
      return buffer;
    }

    int end() {
      return end;
    }

    int position() {
      return position;
    }

    void moveTo(int next) {
      position = next;
    }

    boolean isOver() {
      return position >= end;
    }

    boolean is(char expected) {
      return position < end && buffer[position] == expected;
    }

    void skipBlanks() {
      while (is(' ') || is('\t')) {
        position++;
      }
    }

    void skipWord() {
      while (position < end && buffer[position] != ' ' && buffer[position] != '\t') {
        position++;
      }
    }

    MalformedEntryException malformed(String expected) {
      int offset = position - line.start();
      return new MalformedEntryException(offset, expected, line.excerpt(offset));
    }
  }
}
