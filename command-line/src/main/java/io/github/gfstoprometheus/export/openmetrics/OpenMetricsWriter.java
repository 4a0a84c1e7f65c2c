package io.github.gfstoprometheus.export.openmetrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.export.MetricFacts;
import io.github.gfstoprometheus.export.SeriesWriter;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.Map;

/** Writes a family after the other, and a line for each sample. */
public final class OpenMetricsWriter implements SeriesWriter {
  /** Without it, a text is not whole. */
  private static final byte[] END = "# EOF\n".getBytes(US_ASCII);

  private final ByteOutput out;
  private final SampleLines lines;
  private Map<String, MetricFacts> metrics = Map.of();
  private String metric = "";

  /** A writer that closes its output. */
  public OpenMetricsWriter(ByteOutput out) {
    this.out = out;
    this.lines = new SampleLines(out);
  }

  @Override
  public void begin(Map<String, MetricFacts> all) {
    metrics = all;
  }

  @Override
  public void series(LabelSet labels) throws IOException {
    String name = labels.value(LabelSet.METRIC_NAME);
    if (!name.equals(metric)) {
      metric = name;
      out.put(MetricFamily.of(name, metrics).text().getBytes(UTF_8));
    }
    lines.begin(labels);
  }

  @Override
  public void samples(long[] tickMillis, int fromTick, int endTick, long valueBits)
      throws IOException {
    lines.write(tickMillis, fromTick, endTick, valueBits);
  }

  @Override
  public void finish() throws IOException {
    out.put(END);
  }

  @Override
  public long bytesOut() {
    return out.count();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
