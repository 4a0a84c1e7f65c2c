package io.github.gfstoprometheus.protocol;

import java.util.function.IntToLongFunction;

/**
 * Times that many series share, encoded once: the samples of a series are copied from them, and
 * only values that are not 0 are put in.
 *
 * <pre>
 *   Sample of 0     12 07 10 (timestamp: varint)
 *   other Sample    12 10 09 (value: 8 bytes) 10 (timestamp: varint)
 * </pre>
 */
public final class SampleTimes {
  /** A tag, a length, a tag with a value, and a tag with the longest timestamp. */
  static final int MAX_SAMPLE_BYTES = 1 + 1 + 1 + Long.BYTES + 1 + 10;

  /** A sample of 0 lacks the tag and the eight bytes of a value, as any field that is 0. */
  private static final int VALUE_FIELD_BYTES = 1 + Long.BYTES;

  /** Where the value stands in a sample: behind two tags and a length. */
  private static final int VALUE_OFFSET = 3;

  private final byte[] zeros;
  private final byte[] others;

  /** Where each sample begins in {@code others}, and behind them the end. */
  private final int[] start;

  private SampleTimes(byte[] zeros, byte[] others, int[] start) {
    this.zeros = zeros;
    this.others = others;
    this.start = start;
  }

  /** The times of ticks from 0 on, in milliseconds since the epoch. */
  public static SampleTimes of(int tickCount, IntToLongFunction millis) {
    Bytes zeros = new Bytes();
    Bytes others = new Bytes();
    int[] start = new int[tickCount + 1];
    for (int tick = 0; tick < tickCount; tick++) {
      long timestampMillis = millis.applyAsLong(tick);
      int timestampBytes = 1 + Bytes.varintBytes(timestampMillis);
      zeros.put(RemoteWriteFormat.SAMPLES);
      zeros.put(timestampBytes);
      zeros.put(RemoteWriteFormat.SAMPLE_TIMESTAMP);
      zeros.putVarint(timestampMillis);
      others.put(RemoteWriteFormat.SAMPLES);
      others.put(VALUE_FIELD_BYTES + timestampBytes);
      others.put(RemoteWriteFormat.SAMPLE_VALUE);
      others.putFixed64(0);
      others.put(RemoteWriteFormat.SAMPLE_TIMESTAMP);
      others.putVarint(timestampMillis);
      start[tick + 1] = others.size();
    }
    return new SampleTimes(zeros.toArray(), others.toArray(), start);
  }

  /** One time. */
  public static SampleTimes of(long timestampMillis) {
    return of(1, tick -> timestampMillis);
  }

  /**
   * Puts samples of one value, at ticks from one to before another, as far as there is room.
   *
   * @return the first tick that was not put
   */
  int put(int fromTick, int endTick, long valueBits, int roomBytes, Bytes target) {
    int valueBytes = valueBits == 0 ? 0 : VALUE_FIELD_BYTES; // -0.0 has bits, and is told
    int from = start(fromTick, valueBytes);
    int end = lastStart(fromTick, endTick, valueBytes, (long) from + roomBytes);
    int length = start(end, valueBytes) - from;
    if (valueBytes == 0) {
      target.put(zeros, from, length);
    } else {
      int place = target.size() + VALUE_OFFSET - from;
      target.put(others, from, length);
      for (int tick = fromTick; tick < end; tick++) {
        target.setFixed64(place + start[tick], valueBits);
      }
    }
    return end;
  }

  /** Where a sample begins, among those that have a value of so many bytes. */
  private int start(int tick, int valueBytes) {
    return start[tick] - (VALUE_FIELD_BYTES - valueBytes) * tick;
  }

  /** The last tick that does not begin behind a limit. */
  private int lastStart(int fromTick, int endTick, int valueBytes, long limit) {
    if (start(endTick, valueBytes) <= limit) {
      return endTick;
    }
    int low = fromTick;
    int high = endTick - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (start(middle, valueBytes) <= limit) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
