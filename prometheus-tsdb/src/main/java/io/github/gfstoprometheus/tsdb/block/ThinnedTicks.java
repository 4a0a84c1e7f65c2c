package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.index.ChunkList;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;
import java.util.Arrays;

/**
 * Of each run of equal values the first sample, the last, and between them those at the grid: the
 * first tick of each period, the same for all series, so that equal chunks stay equal. No sample is
 * left out a period or longer after the one before it.
 */
final class ThinnedTicks implements LifeEncoder {
  private final RangeRuns runs;
  private final ChunkWriter chunks;
  private final int samplesPerChunk;

  /** The ticks that begin a period. */
  private final int[] grid;

  /** The samples of the chunk at hand: their ticks, and the runs that give their values. */
  private final int[] tickOf;

  private final int[] runOf;
  private int size;
  private long samples;

  ThinnedTicks(RangeRuns runs, BlockPolicy policy, ChunkWriter chunks) {
    this.runs = runs;
    this.chunks = chunks;
    this.samplesPerChunk = policy.samplesPerChunk();
    this.grid = grid(runs, policy.thinMillis());
    this.tickOf = new int[samplesPerChunk];
    this.runOf = new int[samplesPerChunk];
  }

  private static int[] grid(RangeRuns runs, long periodMillis) {
    int[] grid = new int[runs.tickCount()];
    int size = 0;
    long period = Long.MIN_VALUE;
    for (int tick = 0; tick < grid.length; tick++) {
      long periodOfTick = Math.floorDiv(runs.millis(tick), periodMillis);
      if (periodOfTick != period) {
        grid[size++] = tick;
        period = periodOfTick;
      }
    }
    return Arrays.copyOf(grid, size);
  }

  @Override
  public long encode(int firstRun, int endRun, int endTick, ChunkList target) throws IOException {
    samples = 0;
    int next = firstInGrid(runs.tick(firstRun));
    for (int run = firstRun; run < endRun; run++) {
      int first = runs.tick(run);
      int last = (run + 1 < endRun ? runs.tick(run + 1) : endTick) - 1;
      add(first, run, target);
      while (next < grid.length && grid[next] < last) {
        if (grid[next] > first) {
          endChunkAt(next, target);
          add(grid[next], run, target);
        }
        next++;
      }
      if (last > first) {
        add(last, run, target);
      }
    }
    endChunk(target);
    return samples;
  }

  private int firstInGrid(int tick) {
    int found = Arrays.binarySearch(grid, tick);
    return found < 0 ? -found - 1 : found;
  }

  /** Chunks of series that seldom change end at the same places of the grid. */
  private void endChunkAt(int place, ChunkList target) throws IOException {
    if (place % samplesPerChunk == 0) {
      endChunk(target);
    }
  }

  private void add(int tick, int run, ChunkList target) throws IOException {
    if (size == samplesPerChunk) {
      endChunk(target);
    }
    tickOf[size] = tick;
    runOf[size] = run;
    size++;
    samples++;
  }

  private void endChunk(ChunkList target) throws IOException {
    if (size > 0) {
      int last = tickOf[size - 1];
      target.add(runs.millis(tickOf[0]), runs.millis(last), chunk(last));
      size = 0;
    }
  }

  /** Between its first and its last tick a chunk of one value has all of the grid. */
  private long chunk(int lastTick) throws IOException {
    boolean constant = runOf[0] == runOf[size - 1];
    long bits = runs.valueBits(runOf[0]);
    long known =
        constant ? chunks.findConstant(tickOf[0], lastTick + 1, bits) : ConstantChunks.NONE;
    if (known != ConstantChunks.NONE) {
      return known;
    }
    chunks.encoder().encode(tickOf, runOf, size);
    return constant ? chunks.writeConstant(tickOf[0], lastTick + 1, bits) : chunks.write();
  }
}
