package io.github.gfstoprometheus.watch;

import java.io.Closeable;
import java.io.IOException;

/** Where a watch publishes what it reads. Driven by one thread. */
interface Sink extends Closeable {
  /** What it has done. */
  SinkFigures figures();

  /**
   * Reads what is new and publishes it, as far as it is time.
   *
   * @throws IOException if it cannot be published now; then {@link #reset} must be called
   */
  void poll(long nowMillis) throws IOException;

  /**
   * Reads what is new and publishes all of it.
   *
   * @throws IOException if it cannot be published
   */
  void finish(long nowMillis) throws IOException;

  /**
   * After a failure: goes back to what was published.
   *
   * @throws IOException if that cannot be found out now
   */
  void reset() throws IOException;

  /** Whether all that was there at the last poll is published, or is held to be published. */
  boolean hasCaughtUp();

  /** Has whatever is waited for end at once; may be called by any thread. */
  void breakOff();
}
