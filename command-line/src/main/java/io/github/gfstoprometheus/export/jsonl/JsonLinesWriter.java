package io.github.gfstoprometheus.export.jsonl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.export.SampleWriter;
import java.io.IOException;

/**
 * Writes a line for each series of a batch, and one more for its samples that are no numbers, if it
 * has any: older versions of VictoriaMetrics lose the whole line that holds one.
 */
public final class JsonLinesWriter implements SampleWriter {
  private static final byte[] METRIC = ascii("{\"metric\":");
  private static final byte[] VALUES = ascii(",\"values\":[");
  private static final byte[] TIMESTAMPS = ascii("],\"timestamps\":[");
  private static final byte[] END = ascii("]}\n");

  private final ByteOutput out;
  private final JsonLabels labels;
  private final JsonNumber number = new JsonNumber();

  /** A writer that closes its output. */
  public JsonLinesWriter(ByteOutput out) {
    this.out = out;
    this.labels = new JsonLabels(out);
  }

  /** Which samples of a series stand on a line. */
  private enum Kind {
    NUMBERS,
    OTHERS;

    boolean has(SampleRuns run) {
      return Double.isFinite(Double.longBitsToDouble(run.valueBits())) == (this == NUMBERS);
    }
  }

  @Override
  public void write(Batch batch) throws IOException {
    TickTexts ticks = new TickTexts(batch);
    for (int series = 0; series < batch.seriesCount(); series++) {
      for (Kind kind : Kind.values()) {
        if (next(batch.samples(series), kind)) {
          line(batch, series, kind, ticks);
        }
      }
    }
    out.flush(); // so that a reader has the batch now
  }

  private void line(Batch batch, int series, Kind kind, TickTexts ticks) throws IOException {
    out.put(METRIC);
    labels.write(batch.labels(series));
    out.put(VALUES);
    values(batch.samples(series), kind);
    out.put(TIMESTAMPS);
    timestamps(batch.samples(series), kind, ticks);
    out.put(END);
  }

  /** Goes on to the next run of a kind, if there is one. */
  private static boolean next(SampleRuns samples, Kind kind) {
    while (samples.next()) {
      if (kind.has(samples)) {
        return true;
      }
    }
    return false;
  }

  /** Each value is told once a run, and copied. */
  private void values(SampleRuns samples, Kind kind) throws IOException {
    next(samples, kind);
    number.set(samples.valueBits());
    out.put(number.bytes(), 1, number.bytes().length - 1); // without its comma
    out.repeat(number.bytes(), samples.endTick() - samples.fromTick() - 1);
    while (next(samples, kind)) {
      number.set(samples.valueBits());
      out.repeat(number.bytes(), samples.endTick() - samples.fromTick());
    }
  }

  private void timestamps(SampleRuns samples, Kind kind, TickTexts ticks) throws IOException {
    next(samples, kind);
    ticks.putFirst(samples.fromTick(), samples.endTick(), out);
    while (next(samples, kind)) {
      ticks.putMore(samples.fromTick(), samples.endTick(), out);
    }
  }

  @Override
  public void finish() {}

  @Override
  public long bytesOut() {
    return out.count();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
