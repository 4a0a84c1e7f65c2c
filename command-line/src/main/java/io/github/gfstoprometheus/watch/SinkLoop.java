package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.remotewrite.SendingBrokenOffException;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Drives a sink in a thread of its own: polls it again and again, and after a failure goes back to
 * what was published and tries again, after longer and longer times.
 */
final class SinkLoop implements Closeable {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Sink sink;
  private final Duration pollInterval;
  private final InstantSource clock;
  private final Journal journal;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = FIRST_PAUSE;
  private boolean mustReset;
  private volatile boolean isPublished;

  SinkLoop(Sink sink, Duration pollInterval, InstantSource clock, Journal journal) {
    this.sink = sink;
    this.pollInterval = pollInterval;
    this.clock = clock;
    this.journal = journal;
    this.thread = new Thread(this::run, sink.figures().sink());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Sink sink() {
    return sink;
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Wants it to publish what there is, and to end. */
  void stop() {
    stopping.countDown();
  }

  /**
   * Waits until it has ended.
   *
   * @return whether all that was read has been published
   */
  boolean await(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    if (thread.isAlive()) {
      sink.breakOff();
      thread.join(Duration.ofSeconds(1).toMillis());
    }
    return isPublished;
  }

  private void run() {
    try {
      boolean stopped = false;
      while (!stopped) {
        Duration wait = poll();
        stopped = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
      }
      finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      sink.figures().problem();
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      journal.problem(
          "died",
          sink.figures().sink() + " has stopped, which is a defect: " + e,
          Map.of("sink", sink.figures().sink(), "trace", trace.toString()));
    }
  }

  /** Returns how long to wait until the next time. */
  private Duration poll() {
    try {
      recover();
      sink.poll(clock.millis());
      pause = FIRST_PAUSE;
      return pollInterval;
    } catch (SendingBrokenOffException e) {
      mustReset = true;
      return pollInterval; // it is wanted: the end is told by finish
    } catch (IOException | UncheckedIOException e) {
      mustReset = true;
      tell(e);
    }
    Duration wait = pause;
    pause = pause.multipliedBy(2);
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    return wait;
  }

  /** Until it is known what was published, nothing more must be. */
  private void recover() throws IOException {
    if (mustReset) {
      sink.reset();
      mustReset = false;
    }
  }

  private void finish() {
    try {
      recover();
      sink.finish(clock.millis());
      isPublished = true;
    } catch (SendingBrokenOffException e) {
      journal.info(
          "broken_off",
          "ended before the receiver had all; the next run goes on from there",
          Map.of("sink", sink.figures().sink()));
    } catch (IOException | UncheckedIOException e) {
      tell(e);
    }
  }

  private void tell(Exception failure) {
    sink.figures().problem();
    sink.figures().retry();
    String text = Failure.describe(failure);
    journal.problem(
        "cannot_publish",
        text + "; what was not published is read again",
        Map.of("sink", sink.figures().sink(), "reason", text));
  }

  /** Lets go of what the sink holds, unless its thread may still use it: the process ends then. */
  @Override
  public void close() throws IOException {
    if (!thread.isAlive()) {
      sink.close();
    }
  }
}
