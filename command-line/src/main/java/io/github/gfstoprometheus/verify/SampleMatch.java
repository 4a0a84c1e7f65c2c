package io.github.gfstoprometheus.verify;

import java.io.IOException;

/** Finds the samples of one series of the archive in the blocks, and tells what is different. */
interface SampleMatch {
  /** A block has the series too. */
  void add(BlockSamples cursor) throws IOException;

  /** The archive has this sample next. */
  void expect(long timestampMillis, long expectedBits) throws IOException;

  /** The archive has no further sample. */
  void expectNothing() throws IOException;

  /** Whether the blocks have no further sample. */
  boolean isDone();
}
