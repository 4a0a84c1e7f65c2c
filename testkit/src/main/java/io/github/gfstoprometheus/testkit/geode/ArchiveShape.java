package io.github.gfstoprometheus.testkit.geode;

import java.time.Duration;
import java.time.Instant;

/**
 * What a generated archive looks like. It ends when it has all its ticks or all its bytes,
 * whichever comes first.
 *
 * @param sizeBytes about how large it becomes
 * @param ticks how many samples it has at most
 * @param series how many series it has, all from the first tick to the last
 * @param activeShare the share of series that ever change
 * @param zeroShare the share of series that are zero throughout
 * @param fewestChanges at least so many values change at a tick
 * @param mostChanges and at most so many
 * @param start the time in its header
 * @param interval the time between two samples
 * @param jitter how exactly it is kept
 * @param seed of all that is random: equal shapes give equal bytes
 */
public record ArchiveShape(
    long sizeBytes,
    long ticks,
    int series,
    double activeShare,
    double zeroShare,
    int fewestChanges,
    int mostChanges,
    Instant start,
    Duration interval,
    Jitter jitter,
    long seed) {

  public ArchiveShape {
    if (series < 1 || fewestChanges < 0 || mostChanges < fewestChanges) {
      throw new IllegalArgumentException(
          "not a shape: %d series, %d to %d changes".formatted(series, fewestChanges, mostChanges));
    }
    if (activeShare < 0 || zeroShare < 0 || activeShare + zeroShare > 1) {
      throw new IllegalArgumentException(
          "not shares of a whole: %s active, %s zero".formatted(activeShare, zeroShare));
    }
  }

  /**
   * A server's archive as they mostly are: 5,000 series, of which 94 % never change and 88 % are
   * zero, 20 to 60 values changed a tick, a tick a second, on Linux; one day of it.
   */
  public static ArchiveShape typical() {
    return new ArchiveShape(
        Long.MAX_VALUE,
        Duration.ofDays(1).toSeconds(),
        5_000,
        0.06,
        0.88,
        20,
        60,
        Instant.parse("2026-01-01T00:00:00Z"),
        Duration.ofSeconds(1),
        Jitter.LINUX,
        1);
  }

  /** As many ticks as fit a size. */
  public ArchiveShape withSizeBytes(long bytes) {
    return new ArchiveShape(
        bytes,
        Long.MAX_VALUE,
        series,
        activeShare,
        zeroShare,
        fewestChanges,
        mostChanges,
        start,
        interval,
        jitter,
        seed);
  }

  /** As many ticks as are wanted, of whatever size. */
  public ArchiveShape withTicks(long count) {
    return new ArchiveShape(
        Long.MAX_VALUE,
        count,
        series,
        activeShare,
        zeroShare,
        fewestChanges,
        mostChanges,
        start,
        interval,
        jitter,
        seed);
  }

  public ArchiveShape withSeries(int count) {
    return new ArchiveShape(
        sizeBytes,
        ticks,
        count,
        activeShare,
        zeroShare,
        fewestChanges,
        mostChanges,
        start,
        interval,
        jitter,
        seed);
  }

  /** The shares of series that ever change, and that are zero throughout. */
  public ArchiveShape withShares(double active, double zero) {
    return new ArchiveShape(
        sizeBytes,
        ticks,
        series,
        active,
        zero,
        fewestChanges,
        mostChanges,
        start,
        interval,
        jitter,
        seed);
  }

  /** The least and the most values that change at a tick. */
  public ArchiveShape withChanges(int fewest, int most) {
    return new ArchiveShape(
        sizeBytes,
        ticks,
        series,
        activeShare,
        zeroShare,
        fewest,
        most,
        start,
        interval,
        jitter,
        seed);
  }

  public ArchiveShape withClock(Instant newStart, Duration newInterval, Jitter newJitter) {
    return new ArchiveShape(
        sizeBytes,
        ticks,
        series,
        activeShare,
        zeroShare,
        fewestChanges,
        mostChanges,
        newStart,
        newInterval,
        newJitter,
        seed);
  }

  public ArchiveShape withSeed(long newSeed) {
    return new ArchiveShape(
        sizeBytes,
        ticks,
        series,
        activeShare,
        zeroShare,
        fewestChanges,
        mostChanges,
        start,
        interval,
        jitter,
        newSeed);
  }
}
