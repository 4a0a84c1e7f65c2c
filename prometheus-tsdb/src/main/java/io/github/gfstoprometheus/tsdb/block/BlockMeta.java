package io.github.gfstoprometheus.tsdb.block;

import java.util.List;

/**
 * What {@code meta.json} says of a block.
 *
 * @param ulid the block's name
 * @param minMillis the time of the first sample, in milliseconds since the epoch
 * @param endMillis the end of the half-open range: the time of the last sample + 1
 * @param samples how many samples, stale markers included
 * @param series how many series
 * @param chunks how many chunks
 * @param sources the blocks that this one was compacted from; of one that was not, itself
 */
public record BlockMeta(
    String ulid,
    long minMillis,
    long endMillis,
    long samples,
    long series,
    long chunks,
    List<String> sources) {

  /** Copies the list. */
  public BlockMeta {
    sources = List.copyOf(sources);
  }
}
