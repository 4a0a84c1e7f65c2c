package io.github.gfstoprometheus.export.parquet;

import java.util.Arrays;

/** Numbers, each with how often it comes in a row. */
final class RunList {
  private int[] numbers = new int[1 << 10];
  private int[] lengths = new int[1 << 10];
  private int size;

  /** Adds a number so many times. */
  void add(int number, int times) {
    if (size > 0 && numbers[size - 1] == number) {
      lengths[size - 1] += times;
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    numbers[size] = number;
    lengths[size] = times;
    size++;
  }

  /** How many runs there are. */
  int size() {
    return size;
  }

  int number(int run) {
    return numbers[run];
  }

  int length(int run) {
    return lengths[run];
  }

  void clear() {
    size = 0;
  }
}
