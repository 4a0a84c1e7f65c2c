package io.github.gfstoprometheus.tsdb.block;

/** An XOR chunk in memory. */
public final class EncodedChunk {
  /** What one takes in memory beside its data. */
  public static final int EMPTY_BYTES = 48;

  private final long minMillis;
  private final long maxMillis;
  private final byte[] data;

  /**
   * A chunk.
   *
   * @param minMillis the time of its first sample, in milliseconds since the epoch
   * @param maxMillis the time of its last sample
   * @param data not copied
   */
  public EncodedChunk(long minMillis, long maxMillis, byte[] data) {
    this.minMillis = minMillis;
    this.maxMillis = maxMillis;
    this.data = data;
  }

  /** The time of its first sample, in milliseconds since the epoch. */
  public long minMillis() {
    return minMillis;
  }

  /** The time of its last sample, in milliseconds since the epoch. */
  public long maxMillis() {
    return maxMillis;
  }

  /** Its data as they stand in a segment. */
  public byte[] data() {
    return data;
  }
}
