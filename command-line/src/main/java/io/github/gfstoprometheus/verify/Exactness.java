package io.github.gfstoprometheus.verify;

import java.time.Duration;

/**
 * How exact the blocks were meant to be.
 *
 * @param toleranceMillis by how much a sample may have been moved
 * @param thinMillis if not 0: a sample may be left out between two of its own value, if it is less
 *     than this later than the one before it in the blocks
 */
public record Exactness(long toleranceMillis, long thinMillis) {
  /** Every sample, at its time. */
  public static final Exactness FULL = new Exactness(0, 0);

  /** What was asked for when the blocks were written. */
  public static Exactness of(Duration tolerance, Duration thinning) {
    return new Exactness(tolerance.toMillis(), thinning.toMillis());
  }

  /** Whether samples may have been left out. */
  public boolean isThinned() {
    return thinMillis > 0;
  }

  SampleMatch match(SeriesVerdict verdict) {
    return equals(FULL) ? new ExactMatch(verdict) : new LooseMatch(verdict, this);
  }
}
