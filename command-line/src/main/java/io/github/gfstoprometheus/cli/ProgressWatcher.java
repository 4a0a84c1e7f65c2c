package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.Watcher;
import java.io.Closeable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a conversion has come: on a terminal by a bar, from the second second on; elsewhere
 * by a line each ten seconds.
 */
final class ProgressWatcher implements Watcher, Closeable {
  private static final Duration UNTIL_BAR = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final long MEGABYTE = 1_000_000;

  private final PrintStream errors;
  private final Optional<Integer> columns;
  private final long totalBytes;
  private final Interruption interruption;
  private final long startNanos = System.nanoTime();
  private long nextNanos;
  private Optional<ProgressBar> bar = Optional.empty();

  /**
   * A watcher at the beginning.
   *
   * @param columns how wide the terminal is, if it is one
   * @param totalBytes how many bytes there are to read, or 0 if that is not known
   */
  ProgressWatcher(
      PrintStream errors, Optional<Integer> columns, long totalBytes, Interruption interruption) {
    this.errors = errors;
    this.columns = columns;
    this.totalBytes = totalBytes;
    this.interruption = interruption;
    Duration first = columns.isPresent() ? UNTIL_BAR : BETWEEN_LINES;
    this.nextNanos = startNanos + first.toNanos();
  }

  @Override
  public boolean wantsEnd() {
    return interruption.isWanted();
  }

  @Override
  public void advanced(Progress progress) {
    long nowNanos = System.nanoTime();
    if (nowNanos < nextNanos) {
      return;
    }
    ProgressLine line = new ProgressLine(totalBytes, progress, (nowNanos - startNanos) / 1e9);
    if (columns.isPresent()) {
      ProgressBar shown = bar.orElseGet(() -> newBar(columns.get()));
      bar = Optional.of(shown);
      shown.stepTo(progress.bytesIn());
      shown.setExtraMessage(", " + line.place());
    } else {
      errors.println("progress: " + line.text());
      nextNanos = nowNanos + BETWEEN_LINES.toNanos();
    }
  }

  private ProgressBar newBar(int width) {
    return new ProgressBarBuilder()
        .setTaskName("converting")
        .setInitialMax(totalBytes == 0 ? -1 : totalBytes)
        .setUnit(" MB", MEGABYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .startsFrom(0, Duration.ofNanos(System.nanoTime() - startNanos))
        .showSpeed()
        .clearDisplayOnFinish()
        .setConsumer(new ConsoleProgressBarConsumer(errors, width))
        .build();
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
