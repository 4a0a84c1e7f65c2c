package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.chunks.XorEncoder;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;

/** Writes the chunks of one timeline, and remembers those that never change in value. */
final class TimelineEncoder {
  private final RangeRuns runs;
  private final XorEncoder encoder;
  private final ConstantChunks constants = new ConstantChunks();

  TimelineEncoder(RangeRuns runs) {
    this.runs = runs;
    this.encoder = new XorEncoder(runs);
  }

  RangeRuns runs() {
    return runs;
  }

  /**
   * Writes a chunk, or finds it written.
   *
   * @param run the run in force at {@code fromTick}
   * @param endRun the run after the last one of its life
   * @return the chunk's reference
   */
  long write(
      int fromTick,
      int endTick,
      int run,
      int endRun,
      ChunkPlacement placement,
      SegmentWriter segments)
      throws IOException {
    boolean shared =
        placement == ChunkPlacement.SHARED && (run + 1 == endRun || runs.tick(run + 1) >= endTick);
    long bits = runs.valueBits(run);
    long known = shared ? constants.find(fromTick, endTick, bits) : ConstantChunks.NONE;
    if (known != ConstantChunks.NONE) {
      return known;
    }
    encoder.encode(fromTick, endTick, run, endRun);
    long reference = segments.append(encoder);
    if (shared) {
      constants.put(fromTick, endTick, bits, reference);
    }
    return reference;
  }
}
