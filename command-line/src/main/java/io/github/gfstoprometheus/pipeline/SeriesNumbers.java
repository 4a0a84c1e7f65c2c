package io.github.gfstoprometheus.pipeline;

import java.util.Arrays;

/** The number of a series behind a hand-over, by its number before it. */
final class SeriesNumbers {
  private int[] numbers = new int[1024];

  int get(int series) {
    return numbers[series];
  }

  void put(int series, int number) {
    if (series >= numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(series + 1, numbers.length * 2));
    }
    numbers[series] = number;
  }
}
