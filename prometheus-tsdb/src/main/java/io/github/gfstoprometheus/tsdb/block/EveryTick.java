package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.index.ChunkList;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;

/**
 * A sample at each tick. Chunks end at the same ticks in all series, so that equal ones stay equal.
 */
final class EveryTick implements LifeEncoder {
  private final RangeRuns runs;
  private final ChunkWriter chunks;
  private final int samplesPerChunk;

  EveryTick(RangeRuns runs, BlockPolicy policy, ChunkWriter chunks) {
    this.runs = runs;
    this.chunks = chunks;
    this.samplesPerChunk = policy.samplesPerChunk();
  }

  @Override
  public long encode(int firstRun, int endRun, int endTick, ChunkList target) throws IOException {
    int run = firstRun;
    int firstTick = runs.tick(run);
    int tick = firstTick;
    while (tick < endTick) {
      int chunkEnd = Math.min(endTick, (tick / samplesPerChunk + 1) * samplesPerChunk);
      run = runs.inForce(tick, run, endRun);
      boolean constant = run + 1 == endRun || runs.tick(run + 1) >= chunkEnd;
      long reference =
          constant ? constantChunk(tick, chunkEnd, run) : chunk(tick, chunkEnd, run, endRun);
      target.add(runs.millis(tick), runs.millis(chunkEnd - 1), reference);
      tick = chunkEnd;
    }
    return (long) endTick - firstTick;
  }

  private long constantChunk(int fromTick, int endTick, int run) throws IOException {
    long bits = runs.valueBits(run);
    long known = chunks.findConstant(fromTick, endTick, bits);
    if (known != ConstantChunks.NONE) {
      return known;
    }
    chunks.encoder().encode(fromTick, endTick, run, run + 1);
    return chunks.writeConstant(fromTick, endTick, bits);
  }

  private long chunk(int fromTick, int endTick, int run, int endRun) throws IOException {
    chunks.encoder().encode(fromTick, endTick, run, endRun);
    return chunks.write();
  }
}
