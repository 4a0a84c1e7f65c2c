package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what it is given, and demands that it comes in order. */
class CollectedSeries implements SeriesWriter {
  private final Map<LabelSet, List<Sample>> series = new LinkedHashMap<>();
  private Map<String, MetricFacts> metrics = Map.of();
  private List<Sample> current = List.of();
  private boolean finished;
  private boolean brokenOff;

  @Override
  public void begin(Map<String, MetricFacts> all) {
    metrics = all;
  }

  @Override
  public void series(LabelSet labels) {
    current = new ArrayList<>();
    if (series.put(labels, current) != null) {
      throw new AssertionError(labels + " comes twice");
    }
  }

  @Override
  public void samples(long[] tickMillis, int fromTick, int endTick, long valueBits) {
    for (int tick = fromTick; tick < endTick; tick++) {
      if (!current.isEmpty()
          && tickMillis[tick] <= current.get(current.size() - 1).timestampMillis()) {
        throw new AssertionError(tickMillis[tick] + " is not later than " + current);
      }
      current.add(new Sample(tickMillis[tick], valueBits));
    }
  }

  @Override
  public void finish() {
    finished = true;
  }

  @Override
  public void breakOff() {
    brokenOff = true;
  }

  @Override
  public long bytesOut() {
    return 0;
  }

  @Override
  public void close() {}

  Map<LabelSet, List<Sample>> series() {
    return series;
  }

  Map<String, MetricFacts> metrics() {
    return metrics;
  }

  boolean isFinished() {
    return finished;
  }

  boolean isBrokenOff() {
    return brokenOff;
  }
}
