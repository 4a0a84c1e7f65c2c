package io.github.gfstoprometheus.tsdb.index;

import java.util.Arrays;

/**
 * Which series have which label, label by label in the order of names and then values. Labels are
 * numbered in this order, series in theirs.
 */
final class PostingsTable {
  private final int[] names;
  private final int[] values;

  /** The series of a label end at {@code ends[label]}, and begin where those before it end. */
  private final int[] ends;

  private final int[] series;

  private PostingsTable(int[] names, int[] values, int[] ends, int[] series) {
    this.names = names;
    this.values = values;
    this.ends = ends;
    this.series = series;
  }

  /** How many labels there are. */
  int labelCount() {
    return names.length;
  }

  /** The symbol of a label's name. */
  int name(int label) {
    return names[label];
  }

  /** The symbol of a label's value. */
  int value(int label) {
    return values[label];
  }

  /** The place of the first series of a label. */
  int start(int label) {
    return label == 0 ? 0 : ends[label - 1];
  }

  /** The place after the last series of a label. */
  int end(int label) {
    return ends[label];
  }

  /** The series at a place; those of a label rise. */
  int series(int place) {
    return series[place];
  }

  /**
   * Collects labels series by series. They stand in three columns; two stable counting sorts, by
   * value and then by name, bring them into order: cost and memory follow the number of labels.
   */
  static final class Builder {
    private int[] names = new int[4096];
    private int[] values = new int[4096];
    private int[] series = new int[4096];
    private int size;

    /** Adds one label of a series; series come in rising order. */
    void add(int name, int value, int number) {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
        series = Arrays.copyOf(series, size * 2);
      }
      names[size] = name;
      values[size] = value;
      series[size] = number;
      size++;
    }

    PostingsTable build(int symbolCount) {
      sortBy(values, symbolCount);
      sortBy(names, symbolCount);
      int[] ends = new int[size];
      int labels = 0;
      for (int i = 0; i < size; i++) {
        boolean first = i == 0 || names[i] != names[i - 1] || values[i] != values[i - 1];
        labels += first ? 1 : 0;
        ends[labels - 1] = i + 1;
      }
      int[] nameOf = new int[labels];
      int[] valueOf = new int[labels];
      for (int label = 0; label < labels; label++) {
        nameOf[label] = names[ends[label] - 1];
        valueOf[label] = values[ends[label] - 1];
      }
      return new PostingsTable(
          nameOf, valueOf, Arrays.copyOf(ends, labels), Arrays.copyOf(series, size));
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
}
