package io.github.gfstoprometheus.tsdb.head;

import io.github.gfstoprometheus.tsdb.block.EncodedChunk;
import io.github.gfstoprometheus.tsdb.chunks.XorAppender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of a series that came after later ones: a few, sorted, as they are, and the others in
 * chunks that may overlap. They are merged with the rest when they are written.
 */
final class LateSamples {
  static final int EMPTY_BYTES = 160;

  /** More take too long to keep in order one by one. */
  private static final int MAX_SORTED = 512;

  private final int maxSorted;
  private long[] millis = new long[2];
  private long[] valueBits = new long[2];
  private int size;
  private final List<EncodedChunk> chunks;

  /** With chunks that were there before. */
  LateSamples(int samplesPerChunk, List<EncodedChunk> chunks) {
    this.maxSorted = Math.min(samplesPerChunk, MAX_SORTED);
    this.chunks = new ArrayList<>(chunks);
  }

  /** Where a time stands among the sorted samples, or −place − 1 where it would. */
  int find(long time) {
    return Arrays.binarySearch(millis, 0, size, time);
  }

  long valueBits(int place) {
    return valueBits[place];
  }

  /** Adds a sample that {@link #find} did not find; returns how much more memory that takes. */
  long add(long time, long bits) {
    long more = 0;
    if (size == maxSorted) {
      EncodedChunk chunk = encodeSorted();
      chunks.add(chunk);
      more += SeriesSamples.heldBytes(List.of(chunk));
      size = 0;
    }
    if (size == millis.length) {
      int capacity = Math.min(maxSorted, size * 2);
      more += 2L * Long.BYTES * (capacity - size);
      millis = Arrays.copyOf(millis, capacity);
      valueBits = Arrays.copyOf(valueBits, capacity);
    }
    int place = -find(time) - 1;
    System.arraycopy(millis, place, millis, place + 1, size - place);
    System.arraycopy(valueBits, place, valueBits, place + 1, size - place);
    millis[place] = time;
    valueBits[place] = bits;
    size++;
    return more;
  }

  private EncodedChunk encodeSorted() {
    XorAppender chunk = new XorAppender();
    for (int i = 0; i < size; i++) {
      chunk.append(millis[i], valueBits[i]);
    }
    return new EncodedChunk(chunk.firstMillis(), chunk.lastMillis(), chunk.data());
  }

  /** All samples, those that came earlier in earlier chunks. */
  List<EncodedChunk> chunks() {
    List<EncodedChunk> all = new ArrayList<>(chunks);
    if (size > 0) {
      all.add(encodeSorted());
    }
    return all;
  }

  /** About how much memory they take. */
  long heldBytes() {
    return EMPTY_BYTES + 2L * Long.BYTES * millis.length + SeriesSamples.heldBytes(chunks);
  }
}
