package io.github.gfstoprometheus.tsdb.index;

import java.util.Arrays;

/**
 * Which series have which label: collected series by series, handed out label by label.
 *
 * <p>The labels of all series stand in three columns. Two stable counting sorts, by value and then
 * by name, bring them into the order of the index: cost and memory follow the number of labels.
 */
final class PostingsTable {
  private int[] names = new int[4096];
  private int[] values = new int[4096];
  private int[] series = new int[4096];
  private int size;

  /** Adds one label of a series; series come in rising order. */
  void add(int name, int value, int seriesId) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      values = Arrays.copyOf(values, size * 2);
      series = Arrays.copyOf(series, size * 2);
    }
    names[size] = name;
    values[size] = value;
    series[size] = seriesId;
    size++;
  }

  /** Takes one label with the series that have it. */
  interface Consumer<E extends Exception> {
    /** Series ids are {@code ids[from]} to before {@code ids[to]}, rising. */
    void postings(int name, int value, int[] ids, int from, int to) throws E;
  }

  /** Hands over each label once, in the order of names and then values. */
  <E extends Exception> void forEachLabel(int symbolCount, Consumer<E> consumer) throws E {
    sortBy(values, symbolCount);
    sortBy(names, symbolCount);
    int from = 0;
    while (from < size) {
      int to = from + 1;
      while (to < size && names[to] == names[from] && values[to] == values[from]) {
        to++;
      }
      consumer.postings(names[from], values[from], series, from, to);
      from = to;
    }
  }

  private void sortBy(int[] key, int keyCount) {
    int[] next = new int[keyCount + 1];
    for (int i = 0; i < size; i++) {
      next[key[i] + 1]++;
    }
    for (int i = 0; i < keyCount; i++) {
      next[i + 1] += next[i];
    }
    int[] sortedNames = new int[size];
    int[] sortedValues = new int[size];
    int[] sortedSeries = new int[size];
    for (int i = 0; i < size; i++) {
      int place = next[key[i]]++;
      sortedNames[place] = names[i];
      sortedValues[place] = values[i];
      sortedSeries[place] = series[i];
    }
    names = sortedNames;
    values = sortedValues;
    series = sortedSeries;
  }
}
