package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.ChunkCursor;
import java.io.IOException;

/**
 * Steps through the samples of a chunk that is merged, and requires that they are where the index
 * has them: what is written next relies on it.
 */
final class SourceCursor {
  private final SourceChunk source;
  private final ChunkCursor chunk;
  private final int rank;
  private int samples;
  private long millis;

  /**
   * A cursor before the first sample.
   *
   * @param rank of samples at one time, that of the lowest rank stays
   */
  SourceCursor(SourceChunk source, ChunkCursor chunk, int rank) {
    this.source = source;
    this.chunk = chunk;
    this.rank = rank;
  }

  /** Moves to the next sample and returns whether there is one. */
  boolean next() throws IOException {
    if (!chunk.next()) {
      requireTime("a last sample", source.maxMillis(), millis);
      return false;
    }
    long next = chunk.timestampMillis();
    if (samples == 0) {
      requireTime("a first sample", source.minMillis(), next);
    } else if (next <= millis) {
      throw chunk.corrupt("a sample after " + millis + " ms", next + " ms");
    }
    samples++;
    millis = next;
    return true;
  }

  long timestampMillis() {
    return millis;
  }

  long valueBits() {
    return chunk.valueBits();
  }

  int rank() {
    return rank;
  }

  private void requireTime(String what, long expected, long found) throws IOException {
    if (found != expected) {
      throw chunk.corrupt(
          what + " at " + expected + " ms, as the index says", "one at " + found + " ms");
    }
  }
}
