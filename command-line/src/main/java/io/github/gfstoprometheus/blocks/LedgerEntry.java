package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import java.util.List;

/**
 * One conversion into a data directory.
 *
 * @param sources the archives, in order
 * @param options what decides how the series are called
 * @param complete whether it came to its end; otherwise a run was killed and its blocks are partial
 * @param blocks the blocks that hold the result, or were about to
 * @param minMillis the time of the first sample in them, in milliseconds since the epoch
 * @param endMillis the time after the last one; equal to {@code minMillis} if there is none
 * @param problems what was malformed or lost
 */
record LedgerEntry(
    List<Source> sources,
    String options,
    boolean complete,
    List<String> blocks,
    long minMillis,
    long endMillis,
    List<String> problems) {

  /** An archive by its name at the time, and what tells it from others. */
  record Source(String name, Fingerprint fingerprint) {}

  LedgerEntry {
    sources = List.copyOf(sources);
    blocks = List.copyOf(blocks);
    problems = List.copyOf(problems);
  }

  /** A conversion that is about to begin. */
  LedgerEntry(List<Source> sources, String options) {
    this(sources, options, false, List.of(), 0, 0, List.of());
  }

  /** This conversion with other blocks. */
  LedgerEntry withBlocks(List<String> others) {
    return new LedgerEntry(sources, options, complete, others, minMillis, endMillis, problems);
  }

  /** This conversion with samples up to the end of a block that has appeared. */
  LedgerEntry reaching(BlockMeta block) {
    boolean first = minMillis == endMillis;
    return new LedgerEntry(
        sources,
        options,
        complete,
        blocks,
        first ? block.minMillis() : Math.min(minMillis, block.minMillis()),
        first ? block.endMillis() : Math.max(endMillis, block.endMillis()),
        problems);
  }

  /** This conversion at its end. */
  LedgerEntry completed(List<String> found) {
    return new LedgerEntry(sources, options, true, blocks, minMillis, endMillis, found);
  }

  /** Whether this conversion was of all this content, and in the same way. */
  boolean isOf(List<Source> others, String otherOptions) {
    return options.equals(otherOptions)
        && sources.stream()
            .map(Source::fingerprint)
            .toList()
            .containsAll(others.stream().map(Source::fingerprint).toList());
  }

  /** Whether both are conversions of an archive, which may have grown, in the same way. */
  boolean sharesArchive(LedgerEntry other) {
    return options.equals(other.options)
        && sources.stream()
            .anyMatch(mine -> other.sources.stream().anyMatch(theirs -> isSame(mine, theirs)));
  }

  /** Whether this conversion has samples from before the block's first to after its last. */
  boolean covers(BlockMeta block) {
    return minMillis <= block.minMillis() && block.endMillis() <= endMillis;
  }

  private static boolean isSame(Source one, Source other) {
    return one.fingerprint().identity().equals(other.fingerprint().identity());
  }
}
