package io.github.gfstoprometheus.tsdb.timeline;

/**
 * One timeline in one block range, series-major: for each series its runs of equal values.
 *
 * <p>Ticks are counted from 0. Run {@code r} of a series has {@code valueBits(r)} from tick {@code
 * tick(r)} to before the tick of the series' next run, or to the end of the range. A run of {@link
 * StaleMarker#BITS} is one tick long, whatever follows: the series then has no samples until its
 * next run. Runs of a series rise strictly in their ticks, and neighbours differ in value. Every
 * series has a run.
 */
public final class RangeRuns {
  private final long[] tickMillis;
  private final SeriesSlots series;

  /** Runs of a slot are {@code first[slot]} to before {@code end[slot]}; a slot may have none. */
  private final int[] first;

  private final int[] end;
  private final int[] runTick;
  private final long[] runBits;

  RangeRuns(
      long[] tickMillis,
      SeriesSlots series,
      int[] first,
      int[] end,
      int[] runTick,
      long[] runBits) {
    this.tickMillis = tickMillis;
    this.series = series;
    this.first = first;
    this.end = end;
    this.runTick = runTick;
    this.runBits = runBits;
  }

  /** How many ticks there are, at least one. */
  public int tickCount() {
    return tickMillis.length;
  }

  /** The time of a tick, in milliseconds since the epoch. */
  public long millis(int tick) {
    return tickMillis[tick];
  }

  /** The series. */
  public SeriesSlots series() {
    return series;
  }

  /** The first run of a series. */
  public int firstRun(int number) {
    return first[series.slot(number)];
  }

  /** The run after the last one of a series. */
  public int endRun(int number) {
    return end[series.slot(number)];
  }

  /** The tick at which a run begins. */
  public int tick(int run) {
    return runTick[run];
  }

  /** The value of a run, as raw IEEE 754 bits. */
  public long valueBits(int run) {
    return runBits[run];
  }

  /**
   * The run after the last one of a life: of the stretch without a gap that begins with {@code
   * run}.
   */
  public int endOfLife(int run, int endRun) {
    int next = run;
    while (next < endRun) {
      if (runBits[next++] == StaleMarker.BITS) {
        return next;
      }
    }
    return next;
  }

  /** The run in force at a tick, which is {@code run} or one after it. */
  public int inForce(int tick, int run, int endRun) {
    int found = run;
    while (found + 1 < endRun && runTick[found + 1] <= tick) {
      found++;
    }
    return found;
  }

  /** The tick after the last one of the life whose last run is {@code run}. */
  public int endTick(int run) {
    return runBits[run] == StaleMarker.BITS ? runTick[run] + 1 : tickMillis.length;
  }
}
