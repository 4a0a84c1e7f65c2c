package io.github.gfstoprometheus.tsdb.block;

/** How many samples were found in several inputs at one time of a series. */
final class MergeFigures {
  private long repeated;
  private long conflicting;

  /** Counts a sample that is left out, as another one has its time. */
  void leftOut(long valueBits, long keptBits) {
    if (valueBits == keptBits) {
      repeated++;
    } else {
      conflicting++;
    }
  }

  /** Counts samples that are left out of another series that is the same. */
  void add(long repeatedSamples, long conflictingSamples) {
    repeated += repeatedSamples;
    conflicting += conflictingSamples;
  }

  long repeated() {
    return repeated;
  }

  long conflicting() {
    return conflicting;
  }
}
