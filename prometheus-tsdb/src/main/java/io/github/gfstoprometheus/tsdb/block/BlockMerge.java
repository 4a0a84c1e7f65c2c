package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Merges blocks into one that has the samples of all of them. They stay where they are.
 *
 * <p>Chunks are copied where those of a series do not overlap in time, and otherwise encoded anew.
 * Small ones that follow one another in different blocks are joined, up to the policy's samples per
 * chunk: of two hours of one-minute blocks, a series has a few chunks. Where the policy has them
 * shared, equal chunks of several series are written once.
 *
 * <p>Of samples of a series at one time, that of the block stays that comes first in the list.
 *
 * <p>Memory follows the series, not the samples. As the blocks may be of any time, what is written
 * can cross borders of block ranges, and Prometheus never compacts such a block.
 */
public final class BlockMerge {
  private final Path directory;
  private final BlockPolicy policy;

  /**
   * Merges of blocks into this directory.
   *
   * @param directory where the new blocks appear, such as the data directory of a Prometheus
   */
  public BlockMerge(Path directory, BlockPolicy policy) {
    this.directory = directory;
    this.policy = policy;
  }

  /**
   * Writes and publishes a block.
   *
   * @param blocks the directories of blocks, earlier ones first; at least one has a series
   * @return what the new block says of itself
   * @throws CorruptBlockException if one of the blocks does not hold what it should; nothing is
   *     written then
   */
  public BlockMeta merge(List<Path> blocks, Ulid ulid) throws IOException {
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("no blocks to merge: name one or more");
    }
    try (BlockDraft draft = new BlockDraft(directory, ulid, policy, BlockListener.NONE)) {
      for (Path block : blocks) {
        draft.addBlock(block);
      }
      return draft.publish();
    }
  }
}
