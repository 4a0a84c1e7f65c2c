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
  /** More leading zeros than any value has, so that the first change does not fit. */
  private static final int NO_WINDOW = 0xff;

  private final RangeRuns range;
  private final TickBits ticks;
  private final BitString bits = new BitString();
  private final byte[] varint = new byte[Varint.MAX_BYTES];
  private long value;
  private int leading;
  private int trailing;

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
    bits.append(toTick - fromTick, ChunksFormat.COUNT_BITS);
    appendUvarint(Varint.zigzag(range.millis(fromTick)));
    value = range.valueBits(run);
    bits.append(value, Long.SIZE);
    leading = NO_WINDOW;
    if (toTick - fromTick == 1) {
      return;
    }
    int next = run + 1;
    int tick = fromTick + 1;
    appendUvarint(range.millis(tick) - range.millis(fromTick));
    if (next < endRun && range.tick(next) == tick) {
      appendChange(range.valueBits(next++));
    } else {
      bits.append(0, 1);
    }
    encodeFromThird(tick + 1, toTick, next, endRun);
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
    while (tick < toTick) {
      int changeTick = next < endRun ? Math.min(range.tick(next), toTick) : toTick;
      ticks.appendUnchanged(bits, tick, changeTick);
      tick = changeTick;
      if (tick < toTick) {
        ticks.appendTime(bits, tick++);
        appendChange(range.valueBits(next++));
      }
    }
  }

  private void appendUvarint(long number) {
    int length = Varint.put(varint, 0, number);
    long packed = 0;
    int pending = 0;
    for (int i = 0; i < length; i++) {
      packed = packed << Byte.SIZE | (varint[i] & 0xff);
      pending += Byte.SIZE;
      if (pending == Long.SIZE) {
        bits.append(packed, pending);
        pending = 0;
      }
    }
    if (pending > 0) {
      bits.append(packed, pending);
    }
  }

  /** Appends a value that differs from the one before. */
  private void appendChange(long newValue) {
    long xor = newValue ^ value;
    value = newValue;
    int newLeading = Math.min(Long.numberOfLeadingZeros(xor), ChunksFormat.MAX_LEADING);
    int newTrailing = Long.numberOfTrailingZeros(xor);
    if (newLeading >= leading && newTrailing >= trailing) {
      bits.append(0b10, 2);
    } else {
      leading = newLeading;
      trailing = newTrailing;
      int significant = Long.SIZE - leading - trailing;
      bits.append(0b11, 2);
      bits.append(leading, ChunksFormat.LEADING_BITS);
      bits.append(significant, ChunksFormat.SIGNIFICANT_BITS);
    }
    bits.append(xor >>> trailing, Long.SIZE - leading - trailing);
  }
}
