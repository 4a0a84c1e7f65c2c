package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.io.Varint;

/**
 * An XOR chunk that grows sample by sample, bit for bit as in Prometheus. It is made to be small:
 * there may be one for each series.
 */
public final class XorAppender {
  /** The objects of an empty one, without the bits. */
  public static final int EMPTY_BYTES = 120;

  private static final int INITIAL_WORDS = 8;

  /** A sample with the longest time and the longest value, be it the first or a later one. */
  private static final int MAX_SAMPLE_BITS =
      ChunksFormat.COUNT_BITS + Varint.MAX_BYTES * Byte.SIZE + XorValues.MAX_CHANGE_BITS;

  private final BitString bits = new BitString(INITIAL_WORDS);
  private final XorValues values = new XorValues();
  private int count;
  private long firstMillis;
  private long lastMillis = Long.MIN_VALUE;
  private long lastDelta;

  /** Begins without a sample. */
  public XorAppender() {}

  /** Forgets all samples, to be used again. */
  public void clear() {
    bits.clear();
    count = 0;
    lastMillis = Long.MIN_VALUE;
  }

  /**
   * Appends a sample, of at most 65,535.
   *
   * @param millis after the sample before
   * @param valueBits raw IEEE 754 bits
   */
  public void append(long millis, long valueBits) {
    bits.ensure(MAX_SAMPLE_BITS);
    if (count > 1) {
      long delta = millis - lastMillis;
      DeltaOfDelta.append(bits, delta - lastDelta);
      values.append(bits, valueBits);
      lastDelta = delta;
    } else {
      appendFirstTwo(millis, valueBits);
    }
    lastMillis = millis;
    count++;
  }

  private void appendFirstTwo(long millis, long valueBits) {
    if (count == 0) {
      bits.append(0, ChunksFormat.COUNT_BITS); // told by data()
      bits.appendUvarint(Varint.zigzag(millis));
      values.begin(bits, valueBits);
      firstMillis = millis;
    } else {
      lastDelta = millis - lastMillis;
      bits.appendUvarint(lastDelta);
      values.append(bits, valueBits);
    }
  }

  /** How many samples there are. */
  public int count() {
    return count;
  }

  /** The time of the first sample, in milliseconds since the epoch. */
  public long firstMillis() {
    return firstMillis;
  }

  /**
   * The time of the last sample, in milliseconds since the epoch; the least while there is none.
   */
  public long lastMillis() {
    return lastMillis;
  }

  /** The value of the last sample, as raw IEEE 754 bits. */
  public long lastValueBits() {
    return values.last();
  }

  /** How many bytes there is room for, which all count as memory. */
  public int capacityBytes() {
    return bits.capacityBytes();
  }

  /** The chunk as it stands in a segment. */
  public byte[] data() {
    byte[] data = new byte[bits.lengthBytes()];
    bits.copyTo(data, 0);
    data[0] = (byte) (count >>> Byte.SIZE);
    data[1] = (byte) count;
    return data;
  }
}
