package io.github.gfstoprometheus.testkit.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads what {@code promtool tsdb dump} prints, a line for each sample:
 *
 * <pre>{@code {__name__="up", job="a"} 1 1700000000000}</pre>
 *
 * <p>Series come whole, one after another, their samples in strictly rising time; anything else is
 * an error, as it means that a block is out of order. Series and values mostly repeat those of the
 * line before, so both are decoded only when their bytes differ.
 */
final class DumpParser {

  private static final int BUFFER_BYTES = 1 << 20;

  /** A decimal of so many digits fits a double exactly. */
  private static final int EXACT_DIGITS = 15;

  private final InputStream in;
  private final SampleConsumer consumer;
  private final Set<String> finished = new HashSet<>();

  private byte[] buffer = new byte[BUFFER_BYTES];
  private int end;

  private byte[] seriesBytes = {};
  private String series = "";
  private byte[] valueBytes = {};
  private double value;
  private long timestampMillis;
  private long count;

  private DumpParser(InputStream in, SampleConsumer consumer) {
    this.in = in;
    this.consumer = consumer;
  }

  /** Hands out all samples and returns their number. */
  static long parse(InputStream in, SampleConsumer consumer) throws IOException {
    return new DumpParser(in, consumer).parse();
  }

  private long parse() throws IOException {
    int read = in.read(buffer, end, buffer.length - end);
    while (read >= 0) {
      int searched = end;
      end += read;
      int lineStart = lines(searched);
      end -= lineStart;
      System.arraycopy(buffer, lineStart, buffer, 0, end);
      if (end == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      read = in.read(buffer, end, buffer.length - end);
    }
    if (end != 0) {
      throw new IOException("the dump ends within a line: " + text(0, end));
    }
    return count;
  }

  /** Reads all whole lines of the buffer and returns where the torn one starts. */
  private int lines(int searched) throws IOException {
    int lineStart = 0;
    for (int i = searched; i < end; i++) {
      if (buffer[i] == '\n') {
        line(lineStart, i);
        lineStart = i + 1;
      }
    }
    return lineStart;
  }

  private void line(int start, int lineEnd) throws IOException {
    // From the right: label values may hold spaces, numbers do not.
    int timestampStart = lastSpace(start, lineEnd) + 1;
    int valueEnd = Math.max(timestampStart - 1, start);
    int valueStart = lastSpace(start, valueEnd) + 1;
    int seriesEnd = valueStart - 1;
    if (seriesEnd <= start || buffer[start] != '{' || buffer[seriesEnd - 1] != '}') {
      throw new IOException("not a sample in the dump: " + text(start, lineEnd));
    }
    long lineMillis = decimal(timestampStart, lineEnd);
    if (!Arrays.equals(buffer, start, seriesEnd, seriesBytes, 0, seriesBytes.length)) {
      nextSeries(start, seriesEnd);
    } else if (lineMillis <= timestampMillis) {
      throw new IOException(
          "series %s: sample at %d after one at %d".formatted(series, lineMillis, timestampMillis));
    }
    timestampMillis = lineMillis;
    if (!Arrays.equals(buffer, valueStart, valueEnd, valueBytes, 0, valueBytes.length)) {
      valueBytes = Arrays.copyOfRange(buffer, valueStart, valueEnd);
      value = number(valueStart, valueEnd);
    }
    count++;
    consumer.accept(series, value, timestampMillis);
  }

  private void nextSeries(int start, int seriesEnd) throws IOException {
    seriesBytes = Arrays.copyOfRange(buffer, start, seriesEnd);
    series = text(start, seriesEnd);
    if (!finished.add(series)) {
      throw new IOException("series " + series + " comes twice, with others in between");
    }
  }

  private int lastSpace(int start, int before) {
    int i = before - 1;
    while (i > start && buffer[i] != ' ') {
      i--;
    }
    return i;
  }

  private double number(int start, int numberEnd) throws IOException {
    if (numberEnd - start <= EXACT_DIGITS && isDigits(start, numberEnd)) {
      return decimal(start, numberEnd);
    }
    String text = text(start, numberEnd);
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private boolean isDigits(int start, int numberEnd) {
    for (int i = start; i < numberEnd; i++) {
      if (buffer[i] < '0' || buffer[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private long decimal(int start, int numberEnd) throws IOException {
    int digits = buffer[start] == '-' ? start + 1 : start;
    if (digits == numberEnd || !isDigits(digits, numberEnd)) {
      throw new IOException("not a decimal number in the dump: " + text(start, numberEnd));
    }
    long number = 0;
    for (int i = digits; i < numberEnd; i++) {
      number = 10 * number + (buffer[i] - '0');
    }
    return digits == start ? number : -number;
  }

  private String text(int start, int textEnd) {
    return new String(buffer, start, textEnd - start, StandardCharsets.UTF_8);
  }
}
