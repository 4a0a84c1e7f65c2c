package io.github.gfstoprometheus.export.openmetrics;

import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Lines of samples of one series after the other. Those of one value differ in nothing but the
 * time: they are prepared side by side, and get another time whenever they are written.
 */
final class SampleLines {
  private static final int ROOM = 1 << 16;

  private final ByteOutput out;
  private byte[] lines = new byte[ROOM];

  /** The metric and its labels, with the blank behind them. */
  private byte[] series = {};

  private long valueBits;

  /** How long a line is, and how much of it is before the time. */
  private int length;

  private int timeAt;

  /** How many lines are prepared. */
  private int prepared;

  SampleLines(ByteOutput out) {
    this.out = out;
  }

  /** Samples that follow are of this series. */
  void begin(LabelSet labels) {
    StringBuilder text = new StringBuilder(labels.value(LabelSet.METRIC_NAME));
    char before = '{';
    for (int label = 0; label < labels.size(); label++) {
      if (!labels.name(label).equals(LabelSet.METRIC_NAME)) {
        text.append(before).append(labels.name(label)).append("=\"");
        text.append(EscapedText.of(labels.value(label))).append('"');
        before = ',';
      }
    }
    text.append(before == ',' ? "} " : " ");
    series = text.toString().getBytes(StandardCharsets.UTF_8);
    prepared = 0;
  }

  void write(long[] tickMillis, int fromTick, int endTick, long bits) throws IOException {
    if (prepared == 0 || bits != valueBits) {
      prepareFirst(bits);
    }
    int most = lines.length / length;
    int tick = fromTick;
    while (tick < endTick) {
      int count = Math.min(endTick - tick, most);
      prepare(count);
      int at = timeAt;
      for (int line = 0; line < count; line++) {
        TimeText.put(tickMillis[tick + line], lines, at);
        at += length;
      }
      out.put(lines, 0, count * length);
      tick += count;
    }
  }

  private void prepareFirst(long bits) {
    byte[] value = ValueText.of(bits);
    valueBits = bits;
    timeAt = series.length + value.length + 1;
    length = timeAt + TimeText.WIDTH + 1;
    if (length > lines.length) {
      lines = new byte[length];
    }
    System.arraycopy(series, 0, lines, 0, series.length);
    System.arraycopy(value, 0, lines, series.length, value.length);
    lines[timeAt - 1] = ' ';
    lines[length - 1] = '\n';
    prepared = 1;
  }

  /** Prepares lines by doubling those that there are. */
  private void prepare(int count) {
    while (prepared < count) {
      int more = Math.min(prepared, count - prepared);
      System.arraycopy(lines, 0, lines, prepared * length, more * length);
      prepared += more;
    }
  }
}
