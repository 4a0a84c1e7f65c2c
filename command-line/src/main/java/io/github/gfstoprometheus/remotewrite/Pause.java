package io.github.gfstoprometheus.remotewrite;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Pause {
  /** Waits so long. */
  void of(Duration duration) throws InterruptedException;
}
