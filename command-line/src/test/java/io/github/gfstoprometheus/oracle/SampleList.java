package io.github.gfstoprometheus.oracle;

import java.util.Arrays;

/** Samples of one series, in the order in which they were added. */
final class SampleList {
  private long[] timestampsMillis = new long[16];
  private double[] values = new double[16];
  private int size;

  void add(long timestampMillis, double value) {
    if (size == values.length) {
      timestampsMillis = Arrays.copyOf(timestampsMillis, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    timestampsMillis[size] = timestampMillis;
    values[size] = value;
    size++;
  }

  int size() {
    return size;
  }

  long timestampMillis(int index) {
    return timestampsMillis[index];
  }

  double value(int index) {
    return values[index];
  }

  double[] values(int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }
}
