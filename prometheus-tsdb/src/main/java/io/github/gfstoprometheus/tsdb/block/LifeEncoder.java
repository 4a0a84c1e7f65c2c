package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.index.ChunkList;
import java.io.IOException;

/** Writes the samples of one timeline, a life of a series at a time: a stretch without a gap. */
interface LifeEncoder {
  /**
   * Writes the chunks of a life, or finds them written, and adds them to a list.
   *
   * @param endRun the run after its last one
   * @param endTick the tick after its last one
   * @return how many samples they hold
   */
  long encode(int firstRun, int endRun, int endTick, ChunkList target) throws IOException;
}
