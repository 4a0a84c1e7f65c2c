package io.github.gfstoprometheus.tsdb.index;

import java.util.Arrays;

/** The chunks of one series in the order of time; reused from series to series. */
public final class ChunkList {
  private long[] minMillis = new long[64];
  private long[] maxMillis = new long[64];
  private long[] references = new long[64];
  private int size;

  /** Creates an empty list. */
  public ChunkList() {}

  /** Empties the list. */
  public void clear() {
    size = 0;
  }

  /** Adds a chunk, which begins after the one before it ends. */
  public void add(long minMillisOfChunk, long maxMillisOfChunk, long reference) {
    if (size == references.length) {
      minMillis = Arrays.copyOf(minMillis, size * 2);
      maxMillis = Arrays.copyOf(maxMillis, size * 2);
      references = Arrays.copyOf(references, size * 2);
    }
    minMillis[size] = minMillisOfChunk;
    maxMillis[size] = maxMillisOfChunk;
    references[size] = reference;
    size++;
  }

  /** How many chunks there are. */
  public int size() {
    return size;
  }

  long minMillis(int chunk) {
    return minMillis[chunk];
  }

  long maxMillis(int chunk) {
    return maxMillis[chunk];
  }

  long reference(int chunk) {
    return references[chunk];
  }
}
