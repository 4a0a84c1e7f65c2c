package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.MetricCatalog;
import io.github.gfstoprometheus.convert.MetricMetadata;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What one member recorded in a stretch of time, series by series. All its series share its ticks,
 * which are counted from 0.
 */
public final class Batch {
  private final RangeRuns runs;
  private final MetricCatalog metrics;
  private final TickGrid grid;

  /**
   * A batch.
   *
   * @param metrics what is known of the metrics of its series
   * @param thinMillis if not 0: of samples that do not change, only the first, the last and one in
   *     each such period count
   */
  public Batch(RangeRuns runs, MetricCatalog metrics, long thinMillis) {
    this.runs = runs;
    this.metrics = metrics;
    this.grid = thinMillis == 0 ? TickGrid.ALL : TickGrid.of(runs, thinMillis);
  }

  /** How many ticks there are, at least one. */
  public int tickCount() {
    return runs.tickCount();
  }

  /** The time of a tick, in milliseconds since the epoch. */
  public long millis(int tick) {
    return runs.millis(tick);
  }

  /** How many series there are. */
  public int seriesCount() {
    return runs.series().count();
  }

  /** What a series is called. */
  public LabelSet labels(int series) {
    return runs.series().labels(series);
  }

  /** What is known of the metric of a series. */
  public Optional<MetricMetadata> metadata(int series) {
    return metrics.get(labels(series).value(LabelSet.METRIC_NAME));
  }

  /** The samples of a series; there is at least one. */
  public SampleRuns samples(int series) {
    return new SampleRuns(runs, runs.firstRun(series), runs.endRun(series), grid);
  }

  /** How many samples there are, stale markers included. */
  public long sampleCount() {
    return count(valueBits -> true);
  }

  /** How many samples there are that are no stale markers. */
  public long valueCount() {
    return count(valueBits -> valueBits != StaleMarker.BITS);
  }

  private long count(LongPredicate counts) {
    long count = 0;
    for (int series = 0; series < seriesCount(); series++) {
      SampleRuns samples = samples(series);
      while (samples.next()) {
        if (counts.test(samples.valueBits())) {
          count += samples.endTick() - samples.fromTick();
        }
      }
    }
    return count;
  }
}
