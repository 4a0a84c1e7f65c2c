package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.Arrays;

/**
 * One timeline in one block range, time-major: what changed, in the order in which it was said.
 *
 * <p>Three columns that only grow: the ticks, and per entry a slot (the series) and its value's
 * bits. An entry belongs to the first tick after it; of several for one slot and tick the last
 * counts. Two NaNs are no values but say that the series ends: {@link StaleMarker#BITS} with a
 * marker at the tick, {@link #ABSENT} without a trace.
 */
final class RangeLog {
  /** Takes back the entries of a series that was opened and closed between two ticks. */
  static final long ABSENT = 0x7ff0_0000_0000_0001L;

  private static final int INITIAL_TICKS = 256;
  private static final int INITIAL_ENTRIES = 4096;

  private long[] tickMillis = new long[INITIAL_TICKS];
  private int[] tickEnd = new int[INITIAL_TICKS];
  private int ticks;
  private int[] slots = new int[INITIAL_ENTRIES];
  private long[] bits = new long[INITIAL_ENTRIES];
  private int entries;

  /** What the log is transposed into; with the log, they serve range after range. */
  private int[] runTick = {};

  private long[] runBits = {};

  int ticks() {
    return ticks;
  }

  int entries() {
    return entries;
  }

  void clear() {
    ticks = 0;
    entries = 0;
  }

  void append(int slot, long valueBits) {
    if (entries == slots.length) {
      int more = Math.addExact(entries, entries / 2);
      slots = Arrays.copyOf(slots, more);
      bits = Arrays.copyOf(bits, more);
    }
    slots[entries] = slot;
    bits[entries] = valueBits;
    entries++;
  }

  void tick(long timestampMillis) {
    if (ticks == tickMillis.length) {
      tickMillis = Arrays.copyOf(tickMillis, ticks * 2);
      tickEnd = Arrays.copyOf(tickEnd, ticks * 2);
    }
    tickMillis[ticks] = timestampMillis;
    tickEnd[ticks] = entries;
    ticks++;
  }

  /** The time of each tick. */
  long[] tickMillis() {
    return Arrays.copyOf(tickMillis, ticks);
  }

  /** The time of the first tick, of which there must be one. */
  long firstTickMillis() {
    return tickMillis[0];
  }

  /** The time of the last tick, of which there must be one. */
  long lastTickMillis() {
    return tickMillis[ticks - 1];
  }

  /** How many entries it has room for. */
  int capacity() {
    return slots.length;
  }

  /**
   * The log up to its last tick, series-major. Valid until the log is filled again.
   *
   * @param labelsBySlot has a place for every slot
   * @param millis the times that the ticks shall have
   */
  RangeRuns transpose(LabelSet[] labelsBySlot, long[] millis) {
    int sampled = tickEnd[ticks - 1];
    int[] first = new int[labelsBySlot.length + 1];
    for (int i = 0; i < sampled; i++) {
      first[slots[i] + 1]++;
    }
    for (int slot = 0; slot < labelsBySlot.length; slot++) {
      first[slot + 1] += first[slot];
    }
    int[] end = Arrays.copyOf(first, labelsBySlot.length);
    if (runTick.length < sampled) {
      // The next range has about as many.
      int size = Math.min(slots.length, sampled + sampled / 8);
      runTick = new int[size];
      runBits = new long[size];
    }
    int entry = 0;
    for (int tick = 0; tick < ticks; tick++) {
      for (; entry < tickEnd[tick]; entry++) {
        int slot = slots[entry];
        end[slot] = place(runTick, runBits, first[slot], end[slot], tick, bits[entry]);
      }
    }
    return new RangeRuns(
        millis, SeriesSlots.withRuns(labelsBySlot, first, end), first, end, runTick, runBits);
  }

  /** Adds an entry to the runs of a series and returns their new end. */
  private static int place(
      int[] runTick, long[] runBits, int first, int end, int tick, long valueBits) {
    int next = end > first && runTick[end - 1] == tick ? end - 1 : end;
    if (valueBits == ABSENT || (next > first && runBits[next - 1] == valueBits)) {
      return next;
    }
    runTick[next] = tick;
    runBits[next] = valueBits;
    return next + 1;
  }
}
