package io.github.gfstoprometheus.verify;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.util.HashSet;
import java.util.Set;

/** A timeline that only remembers which series it had. */
public final class OpenedSeries implements Timeline {
  private final Set<LabelSet> opened = new HashSet<>();
  private int next;

  /** A timeline without series. */
  public OpenedSeries() {}

  /** Whether a series with these labels was ever open. */
  public boolean contains(LabelSet labels) {
    return opened.contains(labels);
  }

  @Override
  public int open(LabelSet labels) {
    opened.add(labels);
    return next++;
  }

  @Override
  public void set(int series, long valueBits) {}

  @Override
  public void close(int series) {}

  @Override
  public void tick(long timestampMillis) {}

  @Override
  public void end() {}
}
