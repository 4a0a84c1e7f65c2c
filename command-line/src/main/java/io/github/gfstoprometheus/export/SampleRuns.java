package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;

/**
 * The samples of a series in a batch: runs of successive ticks that have one value. They rise;
 * between two of them there may be ticks at which the series has no sample.
 *
 * <pre>{@code
 * while (samples.next()) {
 *   for (int tick = samples.fromTick(); tick < samples.endTick(); tick++) {
 *     write(batch.millis(tick), samples.valueBits());
 *   }
 * }
 * }</pre>
 */
public final class SampleRuns {
  private final RangeRuns runs;
  private final int endRun;
  private final TickGrid grid;
  private int nextRun;
  private int fromTick;
  private int endTick;
  private long valueBits;

  /** The first tick that the run of which the last samples were does not have. */
  private int endOfRun;

  SampleRuns(RangeRuns runs, int firstRun, int endRun, TickGrid grid) {
    this.runs = runs;
    this.nextRun = firstRun;
    this.endRun = endRun;
    this.grid = grid;
  }

  /** Goes on to the next run, if there is one. */
  public boolean next() {
    if (endTick < endOfRun) {
      fromTick = Math.min(grid.after(fromTick), endOfRun - 1);
      endTick = fromTick + 1;
      return true;
    }
    if (nextRun == endRun) {
      return false;
    }
    fromTick = runs.tick(nextRun);
    valueBits = runs.valueBits(nextRun);
    boolean isCutShort = valueBits != StaleMarker.BITS && nextRun + 1 < endRun;
    endOfRun = isCutShort ? runs.tick(nextRun + 1) : runs.endTick(nextRun);
    endTick = grid.isAll() ? endOfRun : fromTick + 1;
    nextRun++;
    return true;
  }

  /** The first tick of the run. */
  public int fromTick() {
    return fromTick;
  }

  /** The tick after the last one of the run. */
  public int endTick() {
    return endTick;
  }

  /**
   * The value of all its samples, as raw IEEE 754 bits; that of {@link StaleMarker#BITS} says that
   * the series ends.
   */
  public long valueBits() {
    return valueBits;
  }
}
