package io.github.gfstoprometheus.tsdb.head;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;

/**
 * A series, and where it stands. It is known by its labels as long as a range has samples of it.
 */
final class HeadSeries {
  static final HeadSeries NONE = new HeadSeries(LabelSet.NONE, -1);

  /** This object, its entry among all, and the label set. */
  private static final int EMPTY_BYTES = 120;

  /** Two references, and the text of the value; names are mostly the same objects. */
  private static final int LABEL_BYTES = 56;

  private final LabelSet labels;
  private final int number;

  /** The samples of the range that was written to last. */
  private SeriesSamples current = SeriesSamples.NONE;

  private int rangeCount;

  HeadSeries(LabelSet labels, int number) {
    this.labels = labels;
    this.number = number;
  }

  LabelSet labels() {
    return labels;
  }

  int number() {
    return number;
  }

  SeriesSamples current() {
    return current;
  }

  void goTo(SeriesSamples samples) {
    current = samples;
  }

  /** One more range has samples; returns how many have. */
  int enter() {
    return ++rangeCount;
  }

  /** A range has no samples any more; returns how many have. */
  int leave(SeriesSamples samples) {
    if (current == samples) {
      current = SeriesSamples.NONE;
    }
    return --rangeCount;
  }

  /** About how much memory it takes. */
  long heldBytes() {
    long bytes = EMPTY_BYTES + (long) LABEL_BYTES * labels.size();
    for (int i = 0; i < labels.size(); i++) {
      bytes += labels.value(i).length();
    }
    return bytes;
  }
}
