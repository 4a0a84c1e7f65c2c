package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.io.Varint;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;

/**
 * Encodes runs as XOR chunks, bit for bit as Prometheus does sample by sample.
 *
 * <p>A chunk covers consecutive ticks of one series. The cost follows its changes: what lies
 * between two of them is copied 64 bits at a time from {@link TickBits}.
 */
public final class XorEncoder {
  /** The count, the first two times, and the first value. */
  private static final int HEAD_BITS =
      ChunksFormat.COUNT_BITS + 2 * Varint.MAX_BYTES * Byte.SIZE + Long.SIZE + 1;

  private final RangeRuns range;
  private final TickBits ticks;
  private final BitString bits = new BitString();
  private final XorValues values = new XorValues();

  /** An encoder for the series of one range. */
  public XorEncoder(RangeRuns range) {
    this.range = range;
    this.ticks = new TickBits(range);
  }

  /**
   * Encodes the ticks from {@code fromTick} to before {@code toTick}, at most 65,535.
   *
   * @param run the run that is in force at {@code fromTick}
   * @param endRun the run after the last one of the series
   */
  public void encode(int fromTick, int toTick, int run, int endRun) {
    bits.clear();
    bits.ensure(maxBits(fromTick, toTick, run, endRun));
    appendFirst(toTick - fromTick, fromTick, run);
    if (toTick - fromTick == 1) {
      return;
    }
    int tick = fromTick + 1;
    int second = range.inForce(tick, run, endRun);
    appendSecond(fromTick, tick, second);
    encodeFromThird(tick + 1, toTick, second + 1, endRun);
  }

  /**
   * Encodes single samples, at most 65,535, at rising ticks.
   *
   * @param runOf for each sample the run that gives its value
   */
  public void encode(int[] tickOf, int[] runOf, int count) {
    bits.clear();
    bits.ensure(HEAD_BITS + (long) count * (DeltaOfDelta.MAX_BITS + XorValues.MAX_CHANGE_BITS));
    appendFirst(count, tickOf[0], runOf[0]);
    if (count == 1) {
      return;
    }
    appendSecond(tickOf[0], tickOf[1], runOf[1]);
    for (int i = 2; i < count; i++) {
      DeltaOfDelta.append(bits, range, tickOf[i - 2], tickOf[i - 1], tickOf[i]);
      values.append(bits, range.valueBits(runOf[i]));
    }
  }

  private void appendFirst(int count, int tick, int run) {
    bits.append(count, ChunksFormat.COUNT_BITS);
    bits.appendUvarint(Varint.zigzag(range.millis(tick)));
    values.begin(bits, range.valueBits(run));
  }

  private void appendSecond(int firstTick, int tick, int run) {
    bits.appendUvarint(range.millis(tick) - range.millis(firstTick));
    values.append(bits, range.valueBits(run));
  }

  /** More bits than the chunk can take. */
  private long maxBits(int fromTick, int toTick, int run, int endRun) {
    int changes = Math.min(toTick - fromTick, endRun - run);
    return HEAD_BITS
        + ticks.lengthBits(fromTick, toTick)
        + (long) changes * XorValues.MAX_CHANGE_BITS;
  }

  /** How many bytes the chunk just encoded takes. */
  public int lengthBytes() {
    return bits.lengthBytes();
  }

  /** Writes the chunk just encoded. */
  public void copyTo(byte[] target, int offset) {
    bits.copyTo(target, offset);
  }

  private void encodeFromThird(int fromTick, int toTick, int run, int endRun) {
    int next = run;
    int tick = fromTick;
    while (next < endRun && range.tick(next) < toTick) {
      int changeTick = range.tick(next);
      ticks.appendUnchangedAndTime(bits, tick, changeTick);
      values.appendChange(bits, range.valueBits(next++));
      tick = changeTick + 1;
    }
    ticks.appendUnchanged(bits, tick, toTick);
  }
}
