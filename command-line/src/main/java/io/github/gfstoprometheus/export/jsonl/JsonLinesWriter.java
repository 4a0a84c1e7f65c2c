package io.github.gfstoprometheus.export.jsonl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.export.SampleWriter;
import java.io.IOException;

/** Writes a line for each series of a batch. */
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

  @Override
  public void write(Batch batch) throws IOException {
    TickTexts ticks = new TickTexts(batch);
    for (int series = 0; series < batch.seriesCount(); series++) {
      out.put(METRIC);
      labels.write(batch.labels(series));
      out.put(VALUES);
      values(batch.samples(series));
      out.put(TIMESTAMPS);
      timestamps(batch.samples(series), ticks, out);
      out.put(END);
    }
  }

  /** Each value is told once a run, and copied. */
  private void values(SampleRuns samples) throws IOException {
    samples.next();
    number.set(samples.valueBits());
    out.put(number.bytes(), 1, number.bytes().length - 1); // without its comma
    out.repeat(number.bytes(), samples.endTick() - samples.fromTick() - 1);
    while (samples.next()) {
      number.set(samples.valueBits());
      out.repeat(number.bytes(), samples.endTick() - samples.fromTick());
    }
  }

  private static void timestamps(SampleRuns samples, TickTexts ticks, ByteOutput out)
      throws IOException {
    samples.next();
    ticks.putFirst(samples.fromTick(), samples.endTick(), out);
    while (samples.next()) {
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
