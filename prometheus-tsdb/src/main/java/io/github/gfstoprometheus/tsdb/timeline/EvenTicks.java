package io.github.gfstoprometheus.tsdb.timeline;

/**
 * Moves ticks a little, so that they are evenly spaced for as long as possible.
 *
 * <p>A chunk stores a time as its delta of deltas: one bit if that is zero, 16 and more if not, in
 * every series. A sampler is seldom so punctual, and a true interval of 1000.6 ms never. Within the
 * tolerance this finds the times with the fewest deltas of deltas other than zero.
 *
 * <p>The search goes forward for the fewest turns ({@link FewestTurns}) and then back, stretch by
 * stretch, for a way that has them. Of the stretches that will do it takes the one nearest to the
 * true times; the sum over all stretches may not be the least.
 */
final class EvenTicks {
  /**
   * No tick is moved further, whatever the tolerance: what there is to gain is gained by then, and
   * the work for each turn grows with the square.
   */
  static final int WIDEST_MILLIS = 100;

  private final TickWindows windows;
  private final int toleranceMillis;
  private final FewestTurns turns;

  private EvenTicks(TickWindows windows, int toleranceMillis) {
    this.windows = windows;
    this.toleranceMillis = toleranceMillis;
    this.turns = new FewestTurns(windows, toleranceMillis);
  }

  /**
   * Returns times for the ticks of one timeline in one block range, or a part of it.
   *
   * <p>They rise strictly, lie within the bounds, and none is further from its true time than the
   * tolerance, which may be longer than the ticks are apart. If it is less than half of what any
   * two are apart, no other times have fewer deltas of deltas that are not zero; else hardly any.
   *
   * @param tickMillis the true times; they rise strictly and lie within the bounds
   * @param toleranceMillis how far a tick may move; at 0 none does
   * @param firstMillis the earliest time that a tick may have
   * @param endMillis the first time that is too late for a tick; where more ticks of the range are
   *     to follow, no later than the true time of the next, which then has room
   */
  static long[] align(long[] tickMillis, long toleranceMillis, long firstMillis, long endMillis) {
    if (toleranceMillis < 0) {
      throw new IllegalArgumentException("tolerance of " + toleranceMillis + " ms is negative");
    }
    int ticks = tickMillis.length;
    if (ticks > 0 && (tickMillis[0] < firstMillis || tickMillis[ticks - 1] >= endMillis)) {
      throw new IllegalArgumentException(
          "ticks from %d to %d ms do not lie from %d to before %d ms"
              .formatted(tickMillis[0], tickMillis[ticks - 1], firstMillis, endMillis));
    }
    if (toleranceMillis == 0 || ticks < 3) {
      return tickMillis.clone();
    }
    int tolerance = (int) Math.min(toleranceMillis, WIDEST_MILLIS);
    TickWindows windows = new TickWindows(tickMillis, tolerance, firstMillis, endMillis);
    return new EvenTicks(windows, tolerance).align();
  }

  private long[] align() {
    long[] aligned = new long[windows.ticks()];
    Stretch stretch = lastStretch();
    stretch.copyTo(aligned);
    while (stretch.fromTick > 0) {
      stretch = stretchTo(stretch.fromTick, aligned[stretch.fromTick]);
      stretch.copyTo(aligned);
    }
    return aligned;
  }

  private Stretch lastStretch() {
    int tick = windows.ticks() - 1;
    Stretch nearest = Stretch.NOWHERE;
    for (long millis = windows.earliest(tick); millis <= windows.latest(tick); millis++) {
      if (turns.to(tick, millis) == turns.to(tick)) {
        nearest = nearest.orNearer(stretchTo(tick, millis));
      }
    }
    return nearest;
  }

  /** The nearest stretch to a time, of those that begin at a time with a turn less. */
  private Stretch stretchTo(int tick, long millis) {
    Stretch nearest = Stretch.NOWHERE;
    long delta = windows.delta(tick);
    long longest = delta + 2L * toleranceMillis;
    for (long spacing = Math.max(1, delta - 2L * toleranceMillis); spacing <= longest; spacing++) {
      nearest = nearest.orNearer(stretchTo(tick, millis, spacing));
    }
    return nearest;
  }

  private Stretch stretchTo(int tick, long millis, long spacing) {
    Stretch nearest = Stretch.NOWHERE;
    int turnsBefore = turns.to(tick, millis) - 1;
    long distance = Math.abs(millis - windows.millis(tick));
    long time = millis - spacing;
    int from = tick - 1;
    // A time has at most one turn above the fewest; where that is too few, it is before as well.
    while (from >= 0 && turns.to(from) + 1 >= turnsBefore && windows.contains(from, time)) {
      distance += Math.abs(time - windows.millis(from));
      if (turns.to(from, time) == turnsBefore) {
        double mean = (double) distance / (tick - from + 1);
        nearest = nearest.orNearer(new Stretch(from, tick, millis, spacing, mean));
      }
      time -= spacing;
      from--;
    }
    return nearest;
  }

  /** Ticks with one spacing, both ends included, and how far they are from their true times. */
  private record Stretch(
      int fromTick, int toTick, long toMillis, long spacingMillis, double meanDistanceMillis) {
    /** Further than any, and at no tick. */
    static final Stretch NOWHERE = new Stretch(-1, -1, 0, 0, Double.POSITIVE_INFINITY);

    Stretch orNearer(Stretch other) {
      return other.meanDistanceMillis < meanDistanceMillis ? other : this;
    }

    void copyTo(long[] millis) {
      for (int tick = fromTick; tick <= toTick; tick++) {
        millis[tick] = toMillis - (toTick - tick) * spacingMillis;
      }
    }
  }
}
