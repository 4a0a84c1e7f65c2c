package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Timelines that are cut whenever somebody wants to have what they recorded, as a watch does. */
final class CutTimelines implements TimelineRecorder.Listener {
  private final long rangeMillis;
  private final List<TimelineRecorder> timelines = new ArrayList<>();
  private List<RecordedRange> recorded = new ArrayList<>();

  CutTimelines(long rangeMillis) {
    this.rangeMillis = rangeMillis;
  }

  Timeline add() {
    TimelineRecorder timeline = new TimelineRecorder(rangeMillis, Long.MIN_VALUE, this);
    timelines.add(timeline);
    return timeline;
  }

  /** What they recorded since they were cut before. */
  List<RecordedRange> cut(long endMillis) throws IOException {
    for (TimelineRecorder timeline : timelines) {
      timeline.cut(endMillis);
    }
    List<RecordedRange> cut = recorded;
    recorded = new ArrayList<>();
    return cut;
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
