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
 * @param replaced blocks that this one takes the place of: a running Prometheus lets go of them,
 *     and deletes them, when it finds this one
 * @param marks what it tells a Prometheus that is writing beside it
 */
public record BlockMeta(
    String ulid,
    long minMillis,
    long endMillis,
    long samples,
    long series,
    long chunks,
    List<String> sources,
    List<Replaced> replaced,
    HeadMarks marks) {

  /**
   * A block that another one takes the place of.
   *
   * @param ulid its name
   * @param minMillis the time of its first sample, in milliseconds since the epoch
   * @param endMillis the end of the half-open range: the time of its last sample + 1
   */
  public record Replaced(String ulid, long minMillis, long endMillis) {}

  /** Copies the lists. */
  public BlockMeta {
    sources = List.copyOf(sources);
    replaced = List.copyOf(replaced);
  }

  /** A block that takes the place of none, and is told by no marks. */
  BlockMeta(
      String ulid,
      long minMillis,
      long endMillis,
      long samples,
      long series,
      long chunks,
      List<String> sources) {
    this(ulid, minMillis, endMillis, samples, series, chunks, sources, List.of(), HeadMarks.NONE);
  }

  /** The same after it was {@linkplain Blocks#settle settled}. */
  public BlockMeta settled() {
    return new BlockMeta(
        ulid, minMillis, endMillis, samples, series, chunks, sources, replaced, HeadMarks.SETTLED);
  }

  /** Whether Prometheus leaves the block as it is, until it is {@link Blocks#settle settled}. */
  public boolean isHeld() {
    return marks == HeadMarks.HELD;
  }
}
