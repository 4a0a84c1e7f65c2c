package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.index.ChunkList;
import io.github.gfstoprometheus.tsdb.index.IndexWriter;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;
import java.util.List;

/** Writes series after series of a block, and keeps its figures. */
final class SeriesWriter {
  private final BlockPolicy policy;
  private final SegmentWriter segments;
  private final IndexWriter index;
  private final ChunkList chunks = new ChunkList();
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;
  private long sampleCount;
  private long seriesCount;
  private long chunkCount;

  SeriesWriter(BlockPolicy policy, SegmentWriter segments, IndexWriter index) {
    this.policy = policy;
    this.segments = segments;
    this.index = index;
  }

  void write(TimelineSeries series) throws IOException {
    RangeRuns runs = series.encoder().runs();
    int endRun = runs.endRun(series.number());
    chunks.clear();
    int run = runs.firstRun(series.number());
    while (run < endRun) {
      int endOfLife = runs.endOfLife(run, endRun);
      writeLife(series.encoder(), run, endOfLife);
      run = endOfLife;
    }
    index.series(series.labels(), chunks);
    seriesCount++;
    chunkCount += chunks.size();
  }

  BlockMeta meta(String ulid) {
    return new BlockMeta(
        ulid, minMillis, maxMillis + 1, sampleCount, seriesCount, chunkCount, List.of(ulid));
  }

  /** Chunks end at the same ticks in all series of a timeline, so that equal ones stay equal. */
  private void writeLife(TimelineEncoder encoder, int firstRun, int endRun) throws IOException {
    RangeRuns runs = encoder.runs();
    int window = policy.samplesPerChunk();
    int endTick = runs.endTick(endRun - 1);
    int tick = runs.tick(firstRun);
    minMillis = Math.min(minMillis, runs.millis(tick));
    maxMillis = Math.max(maxMillis, runs.millis(endTick - 1));
    sampleCount += endTick - tick;
    int run = firstRun;
    while (tick < endTick) {
      int chunkEnd = Math.min(endTick, (tick / window + 1) * window);
      run = runs.inForce(tick, run, endRun);
      long reference = encoder.write(tick, chunkEnd, run, endRun, policy.placement(), segments);
      chunks.add(runs.millis(tick), runs.millis(chunkEnd - 1), reference);
      tick = chunkEnd;
    }
  }
}
