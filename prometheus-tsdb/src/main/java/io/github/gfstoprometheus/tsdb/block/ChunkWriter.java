package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.chunks.XorEncoder;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;

/** Writes the chunks of one timeline; where chunks are shared, those of a constant value once. */
final class ChunkWriter {
  private final XorEncoder encoder;
  private final SegmentWriter segments;
  private final boolean shared;
  private final ConstantChunks constants = new ConstantChunks();

  ChunkWriter(RangeRuns runs, BlockPolicy policy, SegmentWriter segments) {
    this.encoder = new XorEncoder(runs);
    this.segments = segments;
    this.shared = policy.placement() == ChunkPlacement.SHARED;
  }

  /** What the next chunk is encoded with. */
  XorEncoder encoder() {
    return encoder;
  }

  /** Writes what was encoded, and returns where it stands. */
  long write() throws IOException {
    return segments.append(encoder);
  }

  /** Where an equal chunk stands already that has one value, or {@link ConstantChunks#NONE}. */
  long findConstant(int fromTick, int endTick, long valueBits) {
    return shared ? constants.find(fromTick, endTick, valueBits) : ConstantChunks.NONE;
  }

  /** Writes what was encoded, all of one value, to be found again. */
  long writeConstant(int fromTick, int endTick, long valueBits) throws IOException {
    long reference = write();
    if (shared) {
      constants.put(fromTick, endTick, valueBits, reference);
    }
    return reference;
  }
}
