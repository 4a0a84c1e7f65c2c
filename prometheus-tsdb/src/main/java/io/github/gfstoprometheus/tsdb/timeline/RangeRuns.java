package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.stream.IntStream;

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
  private final long rangeStartMillis;
  private final long[] tickMillis;
  private final LabelSet[] labelsBySlot;

  /** Runs of a slot are {@code first[slot]} to before {@code end[slot]}; a slot may have none. */
  private final int[] first;

  private final int[] end;
  private final int[] runTick;
  private final long[] runBits;

  /** The slots that have runs, in order. */
  private final int[] slotOf;

  RangeRuns(
      long rangeStartMillis,
      long[] tickMillis,
      LabelSet[] labelsBySlot,
      int[] first,
      int[] end,
      int[] runTick,
      long[] runBits) {
    this.rangeStartMillis = rangeStartMillis;
    this.tickMillis = tickMillis;
    this.labelsBySlot = labelsBySlot;
    this.first = first;
    this.end = end;
    this.runTick = runTick;
    this.runBits = runBits;
    this.slotOf = IntStream.range(0, end.length).filter(s -> end[s] > first[s]).toArray();
  }

  /** The start of the block range, in milliseconds since the epoch. */
  public long rangeStartMillis() {
    return rangeStartMillis;
  }

  /** How many ticks there are, at least one. */
  public int tickCount() {
    return tickMillis.length;
  }

  /** The time of a tick, in milliseconds since the epoch. */
  public long millis(int tick) {
    return tickMillis[tick];
  }

  /** How many series there are. */
  public int seriesCount() {
    return slotOf.length;
  }

  /** What a series is called. */
  public LabelSet labels(int series) {
    return labelsBySlot[slotOf[series]];
  }

  /** The first run of a series. */
  public int firstRun(int series) {
    return first[slotOf[series]];
  }

  /** The run after the last one of a series. */
  public int endRun(int series) {
    return end[slotOf[series]];
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

  /** Hands over the slot and value of each series that goes on beyond the range. */
  void forEachLasting(SlotValue action) {
    for (int slot : slotOf) {
      long bits = runBits[end[slot] - 1];
      if (bits != StaleMarker.BITS) {
        action.accept(slot, bits);
      }
    }
  }

  /** Takes a slot and a value's bits. */
  interface SlotValue {
    void accept(int slot, long valueBits);
  }
}
