package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.Closeable;
import java.util.function.Consumer;

/**
 * What one timeline said in one block range, as it came. Another thread than the timeline's may
 * transpose it, and then close it.
 */
public final class RecordedRange implements Closeable {
  /** About what an entry takes: itself and its run when it is transposed, with some room. */
  private static final long ENTRY_BYTES = 15 + 13;

  private final long rangeStartMillis;
  private final long firstMillis;
  private final long endMillis;
  private final LabelSet[] labelsBySlot;
  private final RangeLog log;
  private final long ticksBeginMillis;
  private final long ticksEndMillis;
  private final long heldBytes;
  private final Consumer<RangeLog> recycle;

  /**
   * A range, or a part of it.
   *
   * @param firstMillis the earliest time that its ticks may be moved to
   * @param endMillis the first time that is too late for them
   */
  RecordedRange(
      long rangeStartMillis,
      long firstMillis,
      long endMillis,
      LabelSet[] labelsBySlot,
      RangeLog log,
      Consumer<RangeLog> recycle) {
    this.rangeStartMillis = rangeStartMillis;
    this.firstMillis = firstMillis;
    this.endMillis = endMillis;
    this.labelsBySlot = labelsBySlot;
    this.log = log;
    this.ticksBeginMillis = log.firstTickMillis();
    this.ticksEndMillis = log.lastTickMillis() + 1;
    this.heldBytes = log.entries() * ENTRY_BYTES;
    this.recycle = recycle;
  }

  /** The start of the block range, in milliseconds since the epoch. */
  public long rangeStartMillis() {
    return rangeStartMillis;
  }

  /** The time of the first tick, as it was told. Holds also after this is closed. */
  public long ticksBeginMillis() {
    return ticksBeginMillis;
  }

  /**
   * The time after the last tick, as it was told: no tolerance has moved it. There is one: ranges
   * without ticks are not handed over. Holds also after this is closed.
   */
  public long ticksEndMillis() {
    return ticksEndMillis;
  }

  /** About how many bytes this takes, also when it is transposed. */
  public long heldBytes() {
    return heldBytes;
  }

  /**
   * The same, series-major.
   *
   * @param toleranceMillis by how much ticks may be moved, so that they are evenly spaced; they
   *     stay in their range, and in their order
   * @return valid until this is {@link #close closed}
   */
  public RangeRuns transpose(long toleranceMillis) {
    return log.transpose(
        labelsBySlot, EvenTicks.align(log.tickMillis(), toleranceMillis, firstMillis, endMillis));
  }

  /** Lets the timeline use the memory again. Without it, the collector gets it. */
  @Override
  public void close() {
    recycle.accept(log);
  }
}
