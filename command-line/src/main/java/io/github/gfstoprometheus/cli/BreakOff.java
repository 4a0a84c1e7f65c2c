package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.remotewrite.RemoteWriter;
import java.io.Closeable;
import java.time.Duration;

/**
 * Breaks off what is being sent when the user wants the command to end, and the receiver does not
 * take it soon.
 */
final class BreakOff implements Closeable {
  /** So long a batch that is under way may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Interruption interruption;
  private final RemoteWriter writer;
  private final Thread thread = new Thread(this::watch, "break-off");

  private BreakOff(Interruption interruption, RemoteWriter writer) {
    this.interruption = interruption;
    this.writer = writer;
  }

  static BreakOff begin(Interruption interruption, RemoteWriter writer) {
    BreakOff breakOff = new BreakOff(interruption, writer);
    breakOff.thread.setDaemon(true);
    breakOff.thread.start();
    return breakOff;
  }

  private void watch() {
    try {
      while (!interruption.isWanted()) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
      Thread.sleep(PATIENCE.toMillis());
      writer.breakOff();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // all was sent before
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
