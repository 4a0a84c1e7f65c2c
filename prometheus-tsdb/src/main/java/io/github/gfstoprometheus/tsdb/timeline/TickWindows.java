package io.github.gfstoprometheus.tsdb.timeline;

/**
 * How far each tick may move: from {@code earliest} to {@code latest}, both included.
 *
 * <p>Both rise strictly, so whatever time one tick takes in its window, the ticks before and after
 * it find times in theirs. The true time always lies within.
 */
final class TickWindows {
  private final long[] tickMillis;
  private final long[] earliest;
  private final long[] latest;

  /** Windows around true times that rise strictly from {@code firstMillis} to before the end. */
  TickWindows(long[] tickMillis, long toleranceMillis, long firstMillis, long endMillis) {
    int ticks = tickMillis.length;
    this.tickMillis = tickMillis;
    earliest = new long[ticks];
    latest = new long[ticks];
    long bound = firstMillis;
    for (int tick = 0; tick < ticks; tick++) {
      earliest[tick] = Math.max(tickMillis[tick] - toleranceMillis, bound);
      bound = earliest[tick] + 1;
    }
    bound = endMillis - 1;
    for (int tick = ticks - 1; tick >= 0; tick--) {
      latest[tick] = Math.min(tickMillis[tick] + toleranceMillis, bound);
      bound = latest[tick] - 1;
    }
  }

  int ticks() {
    return tickMillis.length;
  }

  /** The true time. */
  long millis(int tick) {
    return tickMillis[tick];
  }

  /** The true time since the tick before. */
  long delta(int tick) {
    return tickMillis[tick] - tickMillis[tick - 1];
  }

  long earliest(int tick) {
    return earliest[tick];
  }

  long latest(int tick) {
    return latest[tick];
  }

  boolean contains(int tick, long millis) {
    return earliest[tick] <= millis && millis <= latest[tick];
  }
}
