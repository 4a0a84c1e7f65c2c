package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.Arrays;
import java.util.function.Consumer;

/** What is known of each slot: its series, its value, since or until which tick it is open. */
final class SlotTable {
  /** Opened before the first tick of this range. */
  private static final int EARLIER = -1;

  private LabelSet[] labels = new LabelSet[1024];
  private boolean[] open = new boolean[1024];
  private long[] bits = new long[1024];

  /** Since which tick the life of the series goes on without a gap. */
  private int[] since = new int[1024];

  private int[] closedAt = new int[1024];
  private int[] free = new int[1024];
  private int freeCount;
  private int used;
  private int openCount;

  /** What {@link #labels} gave out, while it is still right. */
  private LabelSet[] snapshot = {};

  /** How many series are open. */
  int openCount() {
    return openCount;
  }

  /** How many series have been closed in this range. */
  int closedCount() {
    return used - freeCount - openCount;
  }

  int take(LabelSet series) {
    if (freeCount == 0 && used == labels.length) {
      grow(used * 2);
    }
    int slot = freeCount > 0 ? free[--freeCount] : used++;
    labels[slot] = series;
    closedAt[slot] = EARLIER;
    snapshot = null;
    return slot;
  }

  void open(int slot, int tick) {
    if (open[slot]) {
      throw new IllegalStateException("series is open already: " + labels[slot]);
    }
    boolean goesOn = closedAt[slot] == tick && since[slot] < tick;
    if (!goesOn) {
      since[slot] = tick;
    }
    open[slot] = true;
    bits[slot] = 0;
    openCount++;
  }

  /** Sets the value that an open series has from the next tick on. */
  void set(int slot, long valueBits) {
    if (slot < 0 || slot >= used || !open[slot]) {
      throw notOpen(slot);
    }
    bits[slot] = valueBits;
  }

  /** Returns whether the series has had a sample in the life that ends. */
  boolean close(int slot, int tick) {
    if (slot < 0 || slot >= used || !open[slot]) {
      throw notOpen(slot);
    }
    open[slot] = false;
    openCount--;
    closedAt[slot] = tick;
    return since[slot] < tick;
  }

  /** The labels of all slots; later changes of this table do not reach them. */
  LabelSet[] labels() {
    if (snapshot == null) {
      snapshot = Arrays.copyOf(labels, used);
    }
    return snapshot;
  }

  /**
   * Counts ticks from 0 again, frees the slots of series that were closed before the last tick, and
   * hands over how the others go on: with their value, or with the marker of their end if they were
   * closed since.
   */
  void restart(int ticks, Consumer<LabelSet> forget, RangeLog next) {
    for (int slot = 0; slot < used; slot++) {
      if (labels[slot] == null) {
        continue;
      }
      if (!open[slot] && closedAt[slot] < ticks) {
        forget.accept(labels[slot]);
        labels[slot] = null;
        snapshot = null;
        free[freeCount++] = slot;
        continue;
      }
      if (open[slot]) {
        next.append(slot, bits[slot]);
      } else if (since[slot] < ticks) {
        next.append(slot, StaleMarker.BITS);
      }
      since[slot] = since[slot] == ticks ? 0 : EARLIER;
      closedAt[slot] = closedAt[slot] == ticks ? 0 : EARLIER;
    }
  }

  private static IllegalStateException notOpen(int slot) {
    return new IllegalStateException("series " + slot + " is not open");
  }

  private void grow(int capacity) {
    labels = Arrays.copyOf(labels, capacity);
    open = Arrays.copyOf(open, capacity);
    bits = Arrays.copyOf(bits, capacity);
    since = Arrays.copyOf(since, capacity);
    closedAt = Arrays.copyOf(closedAt, capacity);
    free = Arrays.copyOf(free, capacity);
  }
}
