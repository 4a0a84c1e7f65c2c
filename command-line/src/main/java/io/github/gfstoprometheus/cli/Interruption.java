package io.github.gfstoprometheus.cli;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order when the user interrupts it (Ctrl-C, SIGTERM): from opening to
 * closing, the JVM waits for it, though not for ever. Then the JVM ends with the code of the
 * signal: 130 or 143.
 */
final class Interruption implements Closeable {
  /** So long an end in order may take that can be had again by another run. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Duration patience;
  private final String impatience;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean wanted;
  private volatile Runnable action = () -> {};

  private Interruption(Duration patience, String impatience) {
    this.patience = patience;
    this.impatience = impatience;
  }

  /** Waits for some seconds at most. */
  static Interruption open(String impatience) {
    return open(PATIENCE, impatience);
  }

  /**
   * Waits for so long at most.
   *
   * @param impatience what is told if that was not enough
   */
  static Interruption open(Duration patience, String impatience) {
    Interruption interruption = new Interruption(patience, impatience);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the user wants the command to end. */
  boolean isWanted() {
    return wanted;
  }

  /** Does something as soon as the user wants the command to end. */
  void whenWanted(Runnable wish) {
    action = wish;
    if (wanted) {
      wish.run();
    }
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
    action.run();
    try {
      boolean inTime = done.await(patience.toSeconds(), TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println("gfs-to-prometheus: interrupted; " + impatience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
