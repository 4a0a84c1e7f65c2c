package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.convert.PossibleLabels;
import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.export.SampleWriter;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes a row for each sample. */
public final class LongCsvWriter implements SampleWriter {
  private static final String METRIC = "metric";
  private static final String VALUE = "value";
  private static final Set<String> TAKEN = Set.of(Columns.TIMESTAMP, METRIC, VALUE);

  private final ByteOutput out;
  private final List<String> labelsBefore;
  private final List<String> labelsAfter;
  private final Bytes beforeValue = new Bytes();
  private final Bytes afterValue = new Bytes();
  private final Bytes row = new Bytes();
  private boolean begun;

  /** A writer that closes its output. */
  public LongCsvWriter(ByteOutput out, PossibleLabels labels) {
    this.out = out;
    this.labelsBefore = List.of(labels.member(), labels.category(), labels.instanceName());
    this.labelsAfter =
        Stream.of(labels.others(), labels.ofStatistics()).flatMap(List::stream).sorted().toList();
  }

  @Override
  public void write(Batch batch) throws IOException {
    begin();
    TickFields ticks = new TickFields(batch);
    for (int series = 0; series < batch.seriesCount(); series++) {
      take(batch.labels(series));
      rows(batch.samples(series), ticks);
    }
  }

  @Override
  public long samplesOf(Batch batch) {
    return batch.valueCount();
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      List<String> labels = new ArrayList<>(labelsBefore);
      labels.addAll(labelsAfter);
      List<String> names = new ArrayList<>(Columns.names(TAKEN, labels));
      names.add(0, Columns.TIMESTAMP);
      names.addAll(1 + labelsBefore.size(), List.of(METRIC, VALUE));
      out.put(Field.row(names));
    }
  }

  private void take(LabelSet labels) {
    beforeValue.clear();
    Columns.add(labels, labelsBefore, beforeValue);
    beforeValue.add(',');
    beforeValue.add(Field.of(labels.value(LabelSet.METRIC_NAME)));
    beforeValue.add(',');
    afterValue.clear();
    Columns.add(labels, labelsAfter, afterValue);
    afterValue.add('\n');
  }

  private void rows(SampleRuns samples, TickFields ticks) throws IOException {
    long valueBits = StaleMarker.BITS;
    while (samples.next()) {
      if (samples.valueBits() != valueBits) {
        valueBits = samples.valueBits();
        row.clear();
        row.add(beforeValue);
        row.add(NumberField.of(valueBits));
        row.add(afterValue);
      }
      if (valueBits != StaleMarker.BITS) {
        ticks.rows(samples.fromTick(), samples.endTick(), row, out);
      }
    }
  }

  /** A table without samples has its first row all the same. */
  @Override
  public void finish() throws IOException {
    begin();
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
