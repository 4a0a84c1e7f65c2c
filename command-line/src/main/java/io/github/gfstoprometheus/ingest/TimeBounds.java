package io.github.gfstoprometheus.ingest;

import java.time.Instant;

/**
 * The times that samples can have. A time in a wrong unit would be the newest for ever, and all
 * that comes after it too late.
 */
final class TimeBounds {
  /** What is expected, behind the unit. */
  static final String TEXT = "since 1970 and before the year 2200";

  private static final long END_MILLIS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private TimeBounds() {}

  static boolean isOutside(long timestampMillis) {
    return timestampMillis < 0 || timestampMillis >= END_MILLIS;
  }
}
