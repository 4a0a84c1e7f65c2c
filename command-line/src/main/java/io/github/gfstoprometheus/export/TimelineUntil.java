package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;

/** Feeds another timeline up to a time, and nothing of what comes later. */
final class TimelineUntil implements Timeline {
  private static final int NONE = -1;

  private final long endMillis;
  private final Timeline timeline;
  private boolean over;

  /**
   * A timeline before its first tick.
   *
   * @param endMillis the first time that is not wanted any more
   */
  TimelineUntil(long endMillis, Timeline timeline) {
    this.endMillis = endMillis;
    this.timeline = timeline;
  }

  @Override
  public int open(LabelSet labels) {
    return over ? NONE : timeline.open(labels);
  }

  @Override
  public void set(int series, long valueBits) {
    if (!over) {
      timeline.set(series, valueBits);
    }
  }

  @Override
  public void close(int series) {
    if (!over) {
      timeline.close(series);
    }
  }

  @Override
  public void tick(long timestampMillis) throws IOException {
    over |= timestampMillis >= endMillis;
    if (!over) {
      timeline.tick(timestampMillis);
    }
  }

  @Override
  public void end() throws IOException {
    timeline.end();
  }
}
