package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How far a conversion has come, in words.
 *
 * @param totalBytes how many bytes there are to read, or 0 if that is not known
 */
record ProgressLine(long totalBytes, Watcher.Progress progress, double seconds) {
  private static final double MEGABYTE = 1e6;

  /** All of it, as a line of a log. */
  String text() {
    double megabytes = progress.bytesIn() / MEGABYTE;
    String read =
        totalBytes == 0
            ? Figures.format("%,.0f MB", megabytes)
            : Figures.format(
                "%d %% of %,.0f MB",
                Math.min(100, 100 * progress.bytesIn() / totalBytes), totalBytes / MEGABYTE);
    String rate = Figures.format(", %,.1f MB/s, ", megabytes / seconds);
    return read + rate + place() + reached() + left();
  }

  /** What a bar does not show by itself. */
  String place() {
    return Figures.count(progress.members(), "member")
        + ", "
        + Figures.count(progress.written().count(), progress.written().unit());
  }

  private String reached() {
    return " at " + Instant.ofEpochMilli(progress.millis()).truncatedTo(ChronoUnit.MINUTES);
  }

  private String left() {
    if (totalBytes == 0 || progress.bytesIn() == 0) {
      return "";
    }
    double share = (double) progress.bytesIn() / totalBytes;
    long seconds = Math.round(this.seconds / share - this.seconds);
    Duration left = Duration.ofSeconds(Math.max(0, seconds));
    return ", " + left.toString().substring(2).toLowerCase(Locale.ROOT) + " left";
  }
}
