package io.github.gfstoprometheus.tsdb.chunks;

import static io.github.gfstoprometheus.tsdb.chunks.ChunksFormat.DOD_BITS;
import static io.github.gfstoprometheus.tsdb.chunks.ChunksFormat.DOD_PREFIX;
import static io.github.gfstoprometheus.tsdb.chunks.ChunksFormat.DOD_PREFIX_BITS;

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
      long delta = range.millis(tick) - range.millis(tick - 1);
      long deltaBefore = range.millis(tick - 1) - range.millis(tick - 2);
      appendDeltaOfDelta(delta - deltaBefore);
      unchanged.append(0, 1);
    }
    start[ticks] = unchanged.lengthBits();
  }

  /** Appends samples that keep their value, for the ticks up to before {@code toTick}. */
  void appendUnchanged(BitString target, int fromTick, int toTick) {
    target.append(unchanged, start[fromTick], start[toTick]);
  }

  /** Appends the time of one sample; its value is to follow. */
  void appendTime(BitString target, int tick) {
    target.append(unchanged, start[tick], start[tick + 1] - 1);
  }

  private void appendDeltaOfDelta(long dod) {
    if (dod == 0) {
      unchanged.append(0, 1);
      return;
    }
    int step = 0;
    while (!fits(dod, DOD_BITS[step])) {
      step++;
    }
    unchanged.append(DOD_PREFIX[step], DOD_PREFIX_BITS[step]);
    unchanged.append(dod, DOD_BITS[step]);
  }

  private static boolean fits(long dod, int bits) {
    long half = 1L << (bits - 1);
    return bits == Long.SIZE || (dod > -half && dod <= half);
  }
}
