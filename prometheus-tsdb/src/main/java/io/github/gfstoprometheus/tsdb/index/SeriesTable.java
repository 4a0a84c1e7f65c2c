package io.github.gfstoprometheus.tsdb.index;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.List;

/**
 * The series of a block in order, and all of an index that follows from their labels alone: the
 * symbols, the labels of each entry as bytes, and which series have which label. Made once for all
 * blocks that have these series.
 */
public final class SeriesTable {
  private final SymbolTable symbols;
  private final ByteArray entries = new ByteArray();

  /** Where the labels of a series end in {@link #entries}; those of the next one begin there. */
  private final int[] entryEnd;

  private final PostingsTable postings;

  /**
   * A table of these series.
   *
   * @throws IllegalArgumentException if one does not come after the one before
   */
  public SeriesTable(List<LabelSet> series) {
    requireOrder(series);
    symbols = new SymbolTable(series);
    entryEnd = new int[series.size()];
    PostingsTable.Builder labels = new PostingsTable.Builder();
    int number = 0;
    for (LabelSet set : series) {
      entries.putUvarint(set.size());
      for (int i = 0; i < set.size(); i++) {
        int name = symbols.number(set.name(i));
        int value = symbols.number(set.value(i));
        entries.putUvarint(name);
        entries.putUvarint(value);
        labels.add(name, value, number);
      }
      entryEnd[number++] = entries.size();
    }
    postings = labels.build(symbols.size());
  }

  /** How many series there are. */
  public int size() {
    return entryEnd.length;
  }

  SymbolTable symbols() {
    return symbols;
  }

  PostingsTable postings() {
    return postings;
  }

  /** Appends the labels of a series as an index entry has them. */
  void putLabels(int series, ByteArray entry) {
    int start = series == 0 ? 0 : entryEnd[series - 1];
    entry.put(entries.bytes(), start, entryEnd[series] - start);
  }

  private static void requireOrder(List<LabelSet> series) {
    LabelSet previous = null;
    for (LabelSet labels : series) {
      if (previous != null && previous.compareTo(labels) >= 0) {
        throw new IllegalArgumentException("series out of order: " + labels + " after " + previous);
      }
      previous = labels;
    }
  }
}
