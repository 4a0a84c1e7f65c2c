package io.github.gfstoprometheus.tsdb.labels;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The identity of a series: label names with their values, sorted by name, immutable.
 *
 * <p>Names and values are valid Unicode (no unpaired surrogates). A label with an empty value is
 * the same as no label, as in Prometheus, and is left out. The metric name is the label {@value
 * #METRIC_NAME}.
 *
 * <p>The natural order is that of series in a block's index: label by label, name before value,
 * each by its UTF-8 bytes; a set that is a prefix of another comes first.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/tsdb/docs/format/index.md">index
 *     format</a>
 */
public final class LabelSet implements Comparable<LabelSet> {
  /** The name of the label that holds the metric name. */
  public static final String METRIC_NAME = "__name__";

  /** The set without a label, which comes before all others. */
  public static final LabelSet NONE = new LabelSet(new String[0]);

  /** Name, value, name, value, …; names rise strictly. */
  private final String[] pairs;

  private final int hash;

  private LabelSet(String[] pairs) {
    this.pairs = pairs;
    this.hash = Arrays.hashCode(pairs);
  }

  /**
   * The label set of the given names and values.
   *
   * @throws IllegalArgumentException if a name is empty, or a name or value holds an unpaired
   *     surrogate and so has no UTF-8 form
   */
  public static LabelSet of(Map<String, String> labels) {
    TreeMap<String, String> sorted = new TreeMap<>(Utf8Order::compare);
    labels.forEach(
        (name, value) -> {
          requireValid(name, value);
          if (!value.isEmpty()) {
            sorted.put(name, value);
          }
        });
    String[] pairs = new String[sorted.size() * 2];
    int next = 0;
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      pairs[next++] = label.getKey();
      pairs[next++] = label.getValue();
    }
    return new LabelSet(pairs);
  }

  /**
   * This label set with one label set to another value; the empty value takes the label away.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public LabelSet with(String name, String value) {
    requireValid(name, value);
    int place = 0;
    while (place < pairs.length && Utf8Order.compare(pairs[place], name) < 0) {
      place += 2;
    }
    int replaced = place < pairs.length && pairs[place].equals(name) ? 2 : 0;
    int added = value.isEmpty() ? 0 : 2;
    String[] changed = new String[pairs.length - replaced + added];
    System.arraycopy(pairs, 0, changed, 0, place);
    if (added > 0) {
      changed[place] = name;
      changed[place + 1] = value;
    }
    int rest = pairs.length - place - replaced;
    System.arraycopy(pairs, place + replaced, changed, place + added, rest);
    return new LabelSet(changed);
  }

  /** How many labels there are. */
  public int size() {
    return pairs.length / 2;
  }

  /** The name of label {@code index}, counted from 0 in the order of names. */
  public String name(int index) {
    return pairs[2 * index];
  }

  /** The value of label {@code index}, counted from 0 in the order of names. */
  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /** The value of the label with this name, or the empty string where there is none. */
  public String value(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return "";
  }

  /** Hands over each name with its value, in order. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < pairs.length; i += 2) {
      action.accept(pairs[i], pairs[i + 1]);
    }
  }

  /** The labels as a new map that keeps their order. */
  public Map<String, String> toMap() {
    TreeMap<String, String> labels = new TreeMap<>(Utf8Order::compare);
    forEach(labels::put);
    return labels;
  }

  @Override
  public int compareTo(LabelSet other) {
    int common = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < common; i++) {
      int order = Utf8Order.compare(pairs[i], other.pairs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelSet that && hash == that.hash && Arrays.equals(pairs, that.pairs);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The set as Prometheus writes it: {@code {__name__="up", job="x"}}, with Go's escapes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach(
        (name, value) -> {
          text.append(text.length() > 1 ? ", " : "").append(name).append("=\"");
          text.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
          text.append('"');
        });
    return text.append('}').toString();
  }

  private static void requireValid(String name, String value) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a label name is empty (its value: " + value + ")");
    }
    Utf8Order.requireWellFormed(name);
    Utf8Order.requireWellFormed(value);
  }
}
