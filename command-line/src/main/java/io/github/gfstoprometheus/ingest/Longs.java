package io.github.gfstoprometheus.ingest;

import java.util.Arrays;

/** A list of longs that is filled again and again. */
final class Longs {
  /** What a line may hold, so that its two lists are a small part of the heap. */
  private final int most = (int) Math.min(1 << 24, Runtime.getRuntime().maxMemory() / 128);

  private long[] values = new long[1024];
  private int size;

  void clear() {
    size = 0;
  }

  /** Whether no more fit. */
  boolean isFull() {
    return size == most;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.min(most, size + (size >> 1)));
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }
}
