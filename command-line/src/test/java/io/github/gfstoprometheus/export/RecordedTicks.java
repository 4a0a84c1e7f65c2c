package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a timeline of one series records: a value that changes at some of its ticks. */
final class RecordedTicks implements TimelineRecorder.Listener {
  private static final long RANGE_MILLIS = 1_000_000_000;

  private final List<RecordedRange> recorded = new ArrayList<>();
  private final TimelineRecorder timeline =
      new TimelineRecorder(RANGE_MILLIS, Long.MIN_VALUE, this);
  private final int series = timeline.open(LabelSet.of(Map.of(LabelSet.METRIC_NAME, "x")));

  RecordedTicks tick(long timestampMillis) throws IOException {
    timeline.tick(timestampMillis);
    return this;
  }

  RecordedTicks set(double value) {
    timeline.set(series, Double.doubleToRawLongBits(value));
    return this;
  }

  RecordedTicks close() {
    timeline.close(series);
    return this;
  }

  RangeRuns runs() throws IOException {
    timeline.end();
    return recorded.get(0).transpose(0);
  }

  @Override
  public void rangeRecorded(RecordedRange range) {
    recorded.add(range);
  }

  @Override
  public void reached(long rangeStartMillis) {}

  @Override
  public void ticked(long timestampMillis) {}
}
