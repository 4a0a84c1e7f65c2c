package io.github.gfstoprometheus.tsdb.block;

import java.util.List;

/** What a block holds, summed up series by series. */
final class BlockFigures {
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;
  private long sampleCount;
  private long seriesCount;
  private long chunkCount;

  void add(EncodedSeries series) {
    minMillis = Math.min(minMillis, series.minMillis());
    maxMillis = Math.max(maxMillis, series.maxMillis());
    sampleCount += series.sampleCount();
    seriesCount++;
    chunkCount += series.chunks().size();
  }

  BlockMeta meta(String ulid) {
    return meta(ulid, List.of(), HeadMarks.NONE);
  }

  BlockMeta meta(String ulid, List<BlockMeta.Replaced> replaced, HeadMarks marks) {
    return new BlockMeta(
        ulid,
        minMillis,
        maxMillis + 1,
        sampleCount,
        seriesCount,
        chunkCount,
        List.of(ulid),
        replaced,
        marks);
  }
}
