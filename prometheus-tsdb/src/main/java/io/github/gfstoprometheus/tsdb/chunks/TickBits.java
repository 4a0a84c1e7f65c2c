package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;

/**
 * The bits of time of a range, written once for all its series.
 *
 * <p>From the third sample of a chunk on, the bits of a sample's time depend on the tick and the
 * two before it alone. So they are the same in every series, and a sample whose value did not
 * change is those bits and a zero. Here they stand one tick after the other: a run of unchanged
 * samples in a chunk is a copy of a stretch of this string.
 */
final class TickBits {
  private final BitString unchanged = new BitString();

  /** Where the bits of a tick begin; one more entry says where the last one's end. */
  private final int[] start;

  TickBits(RangeRuns range) {
    int ticks = range.tickCount();
    start = new int[ticks + 1];
    for (int tick = 2; tick < ticks; tick++) {
      start[tick] = unchanged.lengthBits();
      unchanged.ensure(DeltaOfDelta.MAX_BITS + 1);
      DeltaOfDelta.append(unchanged, range, tick - 2, tick - 1, tick);
      unchanged.append(0, 1);
    }
    start[ticks] = unchanged.lengthBits();
  }

  /** How many bits samples take that keep their value, for the ticks up to {@code toTick}. */
  int lengthBits(int fromTick, int toTick) {
    return start[toTick] - start[fromTick];
  }

  /** Appends samples that keep their value, for the ticks up to before {@code toTick}. */
  void appendUnchanged(BitString target, int fromTick, int toTick) {
    target.append(unchanged, start[fromTick], start[toTick]);
  }

  /** Appends the same, and then the time of a sample at {@code tick} whose value is to follow. */
  void appendUnchangedAndTime(BitString target, int fromTick, int tick) {
    target.append(unchanged, start[fromTick], start[tick + 1] - 1);
  }
}
