package io.github.gfstoprometheus.cli;

import java.io.Closeable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order when the user interrupts it (Ctrl-C, SIGTERM): from opening to
 * closing, the JVM waits for it, though not for ever. Then the JVM ends with the code of the
 * signal: 130 or 143.
 */
final class Interruption implements Closeable {
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean wanted;

  private Interruption() {}

  static Interruption open() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the user wants the command to end. */
  boolean isWanted() {
    return wanted;
  }

  @Override
  public void close() {
    done.countDown();
    if (!wanted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It has just come: the command is done anyway.
      }
    }
  }

  private void interrupt() {
    wanted = true;
    try {
      boolean inTime = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println(
            "gfs-to-prometheus: interrupted; what was being written is given up, and done again"
                + " by the next run");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
