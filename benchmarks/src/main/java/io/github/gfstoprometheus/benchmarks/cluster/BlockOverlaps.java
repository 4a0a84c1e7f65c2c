package io.github.gfstoprometheus.benchmarks.cluster;

import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.Path;

/** Whether blocks share time, which makes each query merge them and Prometheus rewrite them. */
final class BlockOverlaps {
  private BlockOverlaps() {}

  /** How many blocks begin before one ends that began no later. */
  static long count(Path data) throws IOException {
    long overlapping = 0;
    long endMillis = Long.MIN_VALUE;
    for (BlockMeta block : Blocks.metas(data)) {
      overlapping += block.minMillis() < endMillis ? 1 : 0;
      endMillis = Math.max(endMillis, block.endMillis());
    }
    return overlapping;
  }
}
