package io.github.gfstoprometheus.remotewrite;

import java.util.List;

/** Some of the series of a request: from one to before another. */
record SeriesRange(int from, int end) {
  int size() {
    return end - from;
  }

  /**
   * Smaller ones that have the same series: the first one alone, and the halves of the others. The
   * halves find what lies together, and the single ones, which are soon spread over all, what does
   * not.
   */
  List<SeriesRange> parts() {
    int middle = from + 1 + size() / 2;
    SeriesRange first = new SeriesRange(from, from + 1);
    return middle < end
        ? List.of(first, new SeriesRange(from + 1, middle), new SeriesRange(middle, end))
        : List.of(first, new SeriesRange(from + 1, end));
  }
}
