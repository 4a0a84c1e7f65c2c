package io.github.gfstoprometheus.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gfstoprometheus.tsdb.head.SampleSink;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader made of an input called {@code in}.
 *
 * @param samples in their order: labels, value, milliseconds
 */
record Ingested(List<String> samples, List<String> problems, IngestFigures figures) {
  static Ingested of(IngestFormat format, String text) throws IOException {
    return of(format, text.getBytes(UTF_8));
  }

  static Ingested of(IngestFormat format, byte[] bytes) throws IOException {
    return of(format, new ByteArrayInputStream(bytes));
  }

  static Ingested of(IngestFormat format, InputStream bytes) throws IOException {
    Sink sink = new Sink();
    List<String> problems = new ArrayList<>();
    Intake intake = new Intake(sink, problems::add);
    IngestInput input = new IngestInput("in", bytes, () -> false);
    readAll(format.open(input, intake));
    return new Ingested(sink.samples, problems, intake.figures());
  }

  static void readAll(SampleReader reader) throws IOException {
    boolean hasMore = true;
    while (hasMore) {
      hasMore = reader.next();
    }
  }

  /** A sample as the list has it. */
  static String sample(LabelSet labels, double value, long timestampMillis) {
    return sample(labels, Double.doubleToRawLongBits(value), timestampMillis);
  }

  private static String sample(LabelSet labels, long valueBits, long timestampMillis) {
    String value =
        valueBits == StaleMarker.BITS
            ? "stale"
            : Double.toString(Double.longBitsToDouble(valueBits));
    return labels + " " + value + " " + timestampMillis;
  }

  /** Takes everything, and is as strict as the contract lets it be. */
  private static final class Sink implements SampleSink {
    private final List<String> samples = new ArrayList<>();
    private LabelSet last = LabelSet.of(java.util.Map.of());
    private int number;

    @Override
    public int series(LabelSet labels) {
      if (labels.size() == 0) {
        throw new IllegalArgumentException("no labels");
      }
      last = labels;
      return ++number;
    }

    @Override
    public Outcome add(int series, long timestampMillis, long valueBits) {
      if (series != number) {
        throw new IllegalArgumentException(series + " is not the last series");
      }
      samples.add(sample(last, valueBits, timestampMillis));
      return Outcome.TAKEN;
    }
  }
}
