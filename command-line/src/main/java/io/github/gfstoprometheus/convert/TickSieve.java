package io.github.gfstoprometheus.convert;

/** Lets through the first tick of each period, counted from the epoch, or all ticks. */
final class TickSieve {
  private final long periodMillis;
  private long lastPeriod = Long.MIN_VALUE;

  /**
   * A sieve.
   *
   * @param periodMillis one tick is wanted in so many milliseconds; 0 for all ticks
   */
  TickSieve(long periodMillis) {
    this.periodMillis = periodMillis;
  }

  boolean passes(long timestampMillis) {
    if (periodMillis == 0) {
      return true;
    }
    long period = Math.floorDiv(timestampMillis, periodMillis);
    boolean first = period != lastPeriod;
    lastPeriod = period;
    return first;
  }
}
