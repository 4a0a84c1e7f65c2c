package io.github.gfstoprometheus.testkit;

import io.github.gfstoprometheus.testkit.geode.ArchivedInstance;
import io.github.gfstoprometheus.testkit.geode.ArchivedSeries;
import io.github.gfstoprometheus.testkit.geode.ArchivedStatistic;
import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * An archive in the OpenMetrics text format, a line for each sample:
 *
 * <pre>
 * # TYPE gemfire_gets gauge
 * gemfire_gets{category="CachePerfStats",exported_instance="cachePerfStats",ordinal="7"} 12 1700000000.001
 * # EOF
 * </pre>
 *
 * <p>All are gauges: a counter's name would have to end in {@code _total}. The series of a name
 * come together, as the format demands.
 */
final class OpenMetricsText {

  private static final int BUFFER_BYTES = 1 << 20;

  /** Longer than any value and timestamp with the blanks and the line's end. */
  private static final int MOST_AFTER_LABELS = 64;

  /** A long that a double holds exactly is written as such, which is faster than its fraction. */
  private static final double EXACT_LONGS = 1L << 53;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used;
  private String family = "";
  private long samples;

  private OpenMetricsText(OutputStream out) {
    this.out = out;
  }

  /** Writes all samples of an archive and returns their number. */
  static long write(GeodeArchive archive, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenMetricsText text = new OpenMetricsText(out);
      archive.forEachStatistic(Comparator.comparing(OpenMetricsText::name), text::statistic);
      text.append("# EOF\n".getBytes(StandardCharsets.US_ASCII));
      text.drain();
      return text.samples;
    }
  }

  private static String name(ArchivedSeries series) {
    return "gemfire_" + series.name().replaceAll("[^a-zA-Z0-9_:]", "_");
  }

  private void statistic(ArchivedStatistic statistic) throws IOException {
    String name = name(statistic.series());
    if (!name.equals(family)) {
      family = name;
      append(("# TYPE " + name + " gauge\n").getBytes(StandardCharsets.UTF_8));
    }
    byte[] series = series(name, statistic.instance());
    long[] timestampsMillis = statistic.timestampsMillis();
    double[] values = statistic.values();
    long lastBits = 0;
    byte[] value = {'0'};
    for (int i = 0; i < values.length; i++) {
      long bits = Double.doubleToRawLongBits(values[i]);
      if (bits != lastBits) {
        lastBits = bits;
        value = value(values[i]);
      }
      append(series);
      append(value);
      timestamp(timestampsMillis[i]);
    }
    samples += values.length;
  }

  private static byte[] series(String name, ArchivedInstance instance) {
    String labels =
        "%s{category=\"%s\",exported_instance=\"%s\",ordinal=\"%d\"} "
            .formatted(
                name, escaped(instance.typeName()), escaped(instance.textId()), instance.ordinal());
    return labels.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static byte[] value(double value) {
    String text;
    if (value == Math.rint(value) && Math.abs(value) < EXACT_LONGS && !isNegativeZero(value)) {
      text = Long.toString((long) value);
    } else if (Double.isInfinite(value)) {
      text = value > 0 ? "+Inf" : "-Inf";
    } else {
      text = Double.toString(value);
    }
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }

  /** A blank, seconds with three decimals, and the line's end. The archive is of this century. */
  private void timestamp(long millis) throws IOException {
    byte[] seconds = Long.toString(millis / 1000).getBytes(StandardCharsets.US_ASCII);
    if (buffer.length - used < MOST_AFTER_LABELS) {
      drain();
    }
    buffer[used++] = ' ';
    System.arraycopy(seconds, 0, buffer, used, seconds.length);
    used += seconds.length;
    int fraction = (int) (millis % 1000);
    buffer[used++] = '.';
    buffer[used++] = (byte) ('0' + fraction / 100);
    buffer[used++] = (byte) ('0' + fraction / 10 % 10);
    buffer[used++] = (byte) ('0' + fraction % 10);
    buffer[used++] = '\n';
  }

  private void append(byte[] bytes) throws IOException {
    if (buffer.length - used < bytes.length) {
      drain();
    }
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  private void drain() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
