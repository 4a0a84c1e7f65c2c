package io.github.gfstoprometheus.ingest;

import java.util.Arrays;

/** A list of longs that is filled again and again. */
final class Longs {
  private long[] values = new long[1024];
  private int size;

  void clear() {
    size = 0;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
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
