package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ResourceInstance;

/**
 * A live instance whose series are open.
 *
 * @param duplicate its number among the live instances of its name, from 1
 * @param series the timeline's numbers of its series, by statistic, or {@link #NOT_OPEN}
 * @param opened how many series are open
 * @param names what the series are called, and how values become theirs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OpenInstance(
    ResourceInstance instance, int duplicate, int[] series, int opened, TypeNames names) {
  static final int NOT_OPEN = -1;

  /** Whether every statistic has a series, and each value is the archive's. */
  boolean isWhole() {
    return opened == series.length && !names.isScaled();
  }
}
