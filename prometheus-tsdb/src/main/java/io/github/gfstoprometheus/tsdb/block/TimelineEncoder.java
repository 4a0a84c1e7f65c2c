package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.index.ChunkList;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the chunks of one timeline, series by series. Where chunks are shared, all series that
 * have one value from one tick on are the same but for their name, and encoded once.
 */
final class TimelineEncoder {
  /** So many constant series are remembered; more would take memory and seldom be met again. */
  private static final int MAX_CONSTANT_SERIES = 1024;

  private final RangeRuns runs;
  private final LifeEncoder lives;
  private final boolean shared;
  private final Map<Constant, EncodedSeries> constantSeries = new HashMap<>();
  private final ChunkList chunks = new ChunkList();

  /** A value from a tick to the end of the range. */
  private record Constant(int fromTick, long valueBits) {}

  TimelineEncoder(RangeRuns runs, BlockPolicy policy, SegmentWriter segments) {
    this.runs = runs;
    this.shared = policy.placement() == ChunkPlacement.SHARED;
    ChunkWriter writer = new ChunkWriter(runs, policy, segments);
    this.lives =
        policy.thinMillis() > 0
            ? new ThinnedTicks(runs, policy, writer)
            : new EveryTick(runs, policy, writer);
  }

  /** Writes the chunks of a series, or finds them written. Valid until the next call. */
  EncodedSeries encode(int series) throws IOException {
    int run = runs.firstRun(series);
    int endRun = runs.endRun(series);
    if (shared && endRun - run == 1 && runs.valueBits(run) != StaleMarker.BITS) {
      return constant(run);
    }
    chunks.clear();
    return encode(run, endRun, chunks);
  }

  private EncodedSeries constant(int run) throws IOException {
    Constant key = new Constant(runs.tick(run), runs.valueBits(run));
    EncodedSeries known = constantSeries.get(key);
    if (known == null) {
      known = encode(run, run + 1, new ChunkList());
      if (constantSeries.size() < MAX_CONSTANT_SERIES) {
        constantSeries.put(key, known);
      }
    }
    return known;
  }

  private EncodedSeries encode(int firstRun, int endRun, ChunkList target) throws IOException {
    long samples = 0;
    int run = firstRun;
    int endTick = 0;
    while (run < endRun) {
      int endOfLife = runs.endOfLife(run, endRun);
      endTick = runs.endTick(endOfLife - 1);
      samples += lives.encode(run, endOfLife, endTick, target);
      run = endOfLife;
    }
    return new EncodedSeries(
        runs.millis(runs.tick(firstRun)), runs.millis(endTick - 1), samples, target);
  }
}
