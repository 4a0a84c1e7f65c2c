package io.github.gfstoprometheus.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes samples in one format. */
public interface SampleWriter extends Closeable {
  /**
   * Writes a batch.
   *
   * @param batch has a sample at least; valid during the call
   */
  void write(Batch batch) throws IOException;

  /** Says that all has been written: whatever shows that to a reader is written here. */
  void finish() throws IOException;

  /**
   * Says instead that no more will be written, though there is more. A reader can see it from the
   * format, if from any.
   */
  default void breakOff() throws IOException {}

  /** How many bytes have been written, before compression. */
  long bytesOut();

  /** Writes what is still held, and lets go of everything. */
  @Override
  void close() throws IOException;
}
