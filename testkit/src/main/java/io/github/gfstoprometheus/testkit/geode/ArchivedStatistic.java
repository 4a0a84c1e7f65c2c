package io.github.gfstoprometheus.testkit.geode;

/** One series of an archive with all its samples, as Geode's own reader gives them. */
public final class ArchivedStatistic {

  private final ArchivedSeries series;
  private final long[] timestampsMillis;
  private final double[] values;
  private final Summary summary;

  ArchivedStatistic(
      ArchivedSeries series, long[] timestampsMillis, double[] values, Summary summary) {
    this.series = series;
    this.timestampsMillis = timestampsMillis;
    this.values = values;
    this.summary = summary;
  }

  public ArchivedSeries series() {
    return series;
  }

  public ArchivedInstance instance() {
    return series.instance();
  }

  /**
   * The times of the instance's ticks, in milliseconds since the epoch. All statistics of an
   * instance share this array: do not write to it.
   */
  public long[] timestampsMillis() {
    return timestampsMillis;
  }

  /** The value at each tick, unfiltered: counters are absolute. */
  public double[] values() {
    return values;
  }

  public Summary summary() {
    return summary;
  }

  /**
   * What Geode's reader says about a series as a whole, unfiltered. It counts a NaN as neither
   * smaller nor larger than anything, so that a first value NaN stays both extremes. All are 0
   * without samples.
   *
   * @param size the number of samples
   * @param minimum the smallest value
   * @param maximum the largest value
   * @param average the mean
   * @param standardDeviation of the sample (n − 1), 0 for a single value
   * @param mostRecent the last value
   */
  public record Summary(
      int size,
      double minimum,
      double maximum,
      double average,
      double standardDeviation,
      double mostRecent) {}
}
