package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.util.Arrays;

/** The ticks at which even a value that does not change has a sample: all, or one a period. */
final class TickGrid {
  /** All ticks. */
  static final TickGrid ALL = new TickGrid(new int[0]);

  private final int[] ticks;

  private TickGrid(int[] ticks) {
    this.ticks = ticks;
  }

  /** The first tick of each period since the epoch. */
  static TickGrid of(RangeRuns runs, long periodMillis) {
    int[] ticks = new int[runs.tickCount()];
    int size = 0;
    long period = Long.MIN_VALUE;
    for (int tick = 0; tick < ticks.length; tick++) {
      long periodOfTick = Math.floorDiv(runs.millis(tick), periodMillis);
      if (periodOfTick != period) {
        ticks[size++] = tick;
        period = periodOfTick;
      }
    }
    return new TickGrid(Arrays.copyOf(ticks, size));
  }

  boolean isAll() {
    return ticks.length == 0;
  }

  /** The first of the grid after a tick, or a tick that is later than all. */
  int after(int tick) {
    int found = Arrays.binarySearch(ticks, tick + 1);
    int place = found < 0 ? -found - 1 : found;
    return place < ticks.length ? ticks[place] : Integer.MAX_VALUE;
  }
}
