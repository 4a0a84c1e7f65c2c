package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.Arrays;

/**
 * The series of a timeline in one block range: the slots that have runs, in order.
 *
 * <p>Equal if they are the same series under the same numbers, which mostly they are from range to
 * range. Telling so is quick: a timeline whose series have not changed gives out the same array of
 * labels again.
 */
public final class SeriesSlots {
  private final LabelSet[] labelsBySlot;
  private final int[] slots;

  private SeriesSlots(LabelSet[] labelsBySlot, int[] slots) {
    this.labelsBySlot = labelsBySlot;
    this.slots = slots;
  }

  static SeriesSlots withRuns(LabelSet[] labelsBySlot, int[] first, int[] end) {
    int[] slots = new int[end.length];
    int count = 0;
    for (int slot = 0; slot < end.length; slot++) {
      if (end[slot] > first[slot]) {
        slots[count++] = slot;
      }
    }
    return new SeriesSlots(labelsBySlot, Arrays.copyOf(slots, count));
  }

  /** How many series there are. */
  public int count() {
    return slots.length;
  }

  /** What a series is called. */
  public LabelSet labels(int series) {
    return labelsBySlot[slots[series]];
  }

  int slot(int series) {
    return slots[series];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesSlots that
        && Arrays.equals(slots, that.slots)
        && (labelsBySlot == that.labelsBySlot || Arrays.equals(labelsBySlot, that.labelsBySlot));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(slots);
  }
}
