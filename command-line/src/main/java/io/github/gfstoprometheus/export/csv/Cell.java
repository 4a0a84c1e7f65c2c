package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;

/** What a series says in the rows of its instance, as they go on. */
final class Cell {
  private static final byte[] EMPTY = {};

  private final SampleRuns samples;
  private long valueBits = StaleMarker.BITS;
  private byte[] field = EMPTY;
  private boolean ended;

  Cell(SampleRuns samples) {
    this.samples = samples;
    next();
  }

  /** Goes on to a tick. */
  void moveTo(int tick) {
    while (!ended && samples.endTick() <= tick) {
      next();
    }
  }

  private void next() {
    ended = !samples.next();
    if (!ended && samples.valueBits() != valueBits) {
      valueBits = samples.valueBits();
      field = valueBits == StaleMarker.BITS ? EMPTY : NumberField.of(valueBits);
    }
  }

  /** Whether there is a value at a tick that was moved to. */
  boolean hasValueAt(int tick) {
    return !ended && samples.fromTick() <= tick && valueBits != StaleMarker.BITS;
  }

  /** The value, if there is one. */
  byte[] field() {
    return field;
  }

  /**
   * The first tick after this one at which it may be otherwise, or a tick that is later than all.
   */
  int nextChange(int tick) {
    if (ended) {
      return Integer.MAX_VALUE;
    }
    return samples.fromTick() > tick ? samples.fromTick() : samples.endTick();
  }
}
