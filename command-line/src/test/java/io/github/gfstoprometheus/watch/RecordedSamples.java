package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.convert.MetricCatalog;
import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;

/** All samples of what timelines recorded, one part after the other. */
final class RecordedSamples implements TimelineRecorder.Listener {
  private static final MetricCatalog NO_METRICS = new MetricCatalog();

  private final SeriesSamples samples = new SeriesSamples();

  @Override
  public void rangeRecorded(RecordedRange range) {
    Batch batch = new Batch(range.transpose(0), NO_METRICS, 0);
    for (int series = 0; series < batch.seriesCount(); series++) {
      SampleRuns runs = batch.samples(series);
      while (runs.next()) {
        for (int tick = runs.fromTick(); tick < runs.endTick(); tick++) {
          samples.add(batch.labels(series), batch.millis(tick), runs.valueBits());
        }
      }
    }
    range.close();
  }

  @Override
  public void reached(long rangeStartMillis) {}

  @Override
  public void ticked(long timestampMillis) {}

  SeriesSamples all() {
    return samples;
  }

  /** Those up to a time. */
  SeriesSamples upTo(long lastMillis) {
    SeriesSamples told = new SeriesSamples();
    for (LabelSet labels : samples.labels()) {
      for (Sample sample : samples.samples(labels)) {
        if (sample.timestampMillis() <= lastMillis) {
          told.add(labels, sample.timestampMillis(), sample.valueBits());
        }
      }
    }
    return told;
  }
}
