package io.github.gfstoprometheus.tsdb.block;

/** Where a block's chunks stand in its segment files. */
public enum ChunkPlacement {
  /**
   * Each chunk in its place, in the order of series and time. What object stores want (Thanos,
   * Mimir): they read the chunks of a series as one stretch.
   */
  IN_ORDER,
  /** Equal chunks once, referred to by each series that has them. */
  SHARED
}
