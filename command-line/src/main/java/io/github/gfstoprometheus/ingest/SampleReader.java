package io.github.gfstoprometheus.ingest;

import java.io.IOException;

/**
 * Reads the samples of an input, entry by entry: lines or messages, as the format has them. What is
 * wrong with the input is told to the {@link Intake}, never thrown.
 */
public interface SampleReader {
  /**
   * Reads the next entry and hands over its samples, all of them or, if the entry is malformed,
   * none.
   *
   * @return whether there was an entry; none is what the end looks like, in order or not
   * @throws IOException if the sink cannot take samples
   */
  boolean next() throws IOException;
}
