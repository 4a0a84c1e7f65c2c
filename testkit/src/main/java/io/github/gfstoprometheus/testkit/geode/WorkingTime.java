package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** In a forked JVM: the time until its duration is over or its parent closes its standard input. */
final class WorkingTime {

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final long endNanos;

  private WorkingTime(Duration duration) {
    this.endNanos = System.nanoTime() + duration.toNanos();
  }

  /** Starts the time; to be called when all is set up, or a slow machine has no time for work. */
  static WorkingTime of(Duration duration) {
    WorkingTime time = new WorkingTime(duration);
    Thread watcher = new Thread(time::awaitEndOfInput, "end of input");
    watcher.setDaemon(true);
    watcher.start();
    return time;
  }

  /** A parent that dies closes the pipe as well, so that no orphan works on. */
  private void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said, only the end counts.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      stopped.countDown();
    }
  }

  /** Sleeps, then says whether there is time for more work. */
  boolean continuesAfter(long millis) throws InterruptedException {
    return !stopped.await(millis, TimeUnit.MILLISECONDS) && System.nanoTime() - endNanos < 0;
  }
}
