package io.github.gfstoprometheus.convert;

import java.time.Instant;
import java.util.Arrays;

/** The sampling times of a member: how far they have come, and how far apart they usually are. */
final class SampleClock {
  /** So many intervals without a sample are a gap, in which series are stale. */
  private static final int GAP_INTERVALS = 4;

  /**
   * Before this and from {@link #END_MILLIS} on, a time is damage: no archive is as old as Java,
   * and a Prometheus whose blocks lie in a far future refuses what it scrapes now.
   */
  private static final long START_MILLIS = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();

  private static final long END_MILLIS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  /** So many intervals tell what is usual. */
  static final int REMEMBERED = 5;

  private static final long UNKNOWN_INTERVAL_MILLIS = 1000;

  private final long[] lastDeltas = new long[REMEMBERED];
  private int deltas;
  private long lastMillis = Long.MIN_VALUE;

  boolean hasTicked() {
    return lastMillis != Long.MIN_VALUE;
  }

  /** How many ticks there were. */
  long ticks() {
    return hasTicked() ? deltas + 1L : 0;
  }

  /** The time of the last tick; 0 if there was none. */
  long lastMillis() {
    return hasTicked() ? lastMillis : 0;
  }

  /** Whether a member can have sampled at this time. */
  static boolean isPossible(long timestampMillis) {
    return timestampMillis >= START_MILLIS && timestampMillis < END_MILLIS;
  }

  /** Whether a tick at this time would be later than all before. */
  boolean isLater(long timestampMillis) {
    return timestampMillis > lastMillis;
  }

  /** Whether samples are missing before this time; two ticks must have told what is usual. */
  boolean isGapBefore(long timestampMillis) {
    return deltas > 0 && timestampMillis - lastMillis > GAP_INTERVALS * intervalMillis();
  }

  /** When series are stale that have no sample after the last tick. */
  long staleMillis() {
    return lastMillis + intervalMillis();
  }

  void tick(long timestampMillis) {
    if (hasTicked()) {
      lastDeltas[deltas++ % REMEMBERED] = timestampMillis - lastMillis;
    }
    lastMillis = timestampMillis;
  }

  /** The median of the last few, so that one late sample does not count. */
  private long intervalMillis() {
    int known = Math.min(deltas, REMEMBERED);
    if (known == 0) {
      return UNKNOWN_INTERVAL_MILLIS;
    }
    long[] sorted = Arrays.copyOf(lastDeltas, known);
    Arrays.sort(sorted);
    return sorted[known / 2];
  }
}
