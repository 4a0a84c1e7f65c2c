package io.github.gfstoprometheus.tsdb.chunks;

import static io.github.gfstoprometheus.tsdb.chunks.ChunksFormat.DOD_BITS;
import static io.github.gfstoprometheus.tsdb.chunks.ChunksFormat.DOD_PREFIX;
import static io.github.gfstoprometheus.tsdb.chunks.ChunksFormat.DOD_PREFIX_BITS;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;

/** The time of a sample from the third of a chunk on: by how much the interval has changed. */
final class DeltaOfDelta {
  /** The longest prefix with the longest number. */
  static final int MAX_BITS = 4 + Long.SIZE;

  private DeltaOfDelta() {}

  /** Appends the time of a tick after two others. */
  static void append(BitString target, RangeRuns range, int first, int second, int tick) {
    long delta = range.millis(tick) - range.millis(second);
    append(target, delta - (range.millis(second) - range.millis(first)));
  }

  /** Appends the time of a sample whose interval differs so much from the one before. */
  static void append(BitString target, long dod) {
    if (dod == 0) {
      target.append(0, 1);
      return;
    }
    int step = 0;
    while (!fits(dod, DOD_BITS[step])) {
      step++;
    }
    target.append(DOD_PREFIX[step], DOD_PREFIX_BITS[step]);
    target.append(dod, DOD_BITS[step]);
  }

  private static boolean fits(long dod, int bits) {
    long half = 1L << (bits - 1);
    return bits == Long.SIZE || (dod > -half && dod <= half);
  }
}
