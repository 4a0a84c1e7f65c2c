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

  /** A sieve that has let the first tick of the period through that ends at or after a time. */
  static TickSieve before(long startMillis, long periodMillis) {
    TickSieve sieve = new TickSieve(periodMillis);
    if (periodMillis > 0 && startMillis > Long.MIN_VALUE) {
      sieve.lastPeriod = Math.floorDiv(startMillis - 1, periodMillis);
    }
    return sieve;
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
