package io.github.gfstoprometheus.inspect;

/**
 * Figures of one statistic of one instance, gathered run by run: a value that stands for many
 * samples is counted once, with that weight.
 *
 * <p>A NaN is neither smaller nor larger than anything, so that a first value NaN stays both
 * extremes, as in Geode's own reader.
 */
public final class StatisticFigures {
  private long samples;
  private long changes;
  private double first;
  private double minimum;
  private double maximum;
  private double total;

  /** Welford's running mean and sum of squared differences from it, each run with its weight. */
  private double mean;

  private double squares;

  /** The value in force, and the tick since which it is. */
  private double current;

  private long sinceTick;

  StatisticFigures(double initial, long tick) {
    this.current = initial;
    this.sinceTick = tick;
  }

  /** How many samples there are: one at each tick of the instance's life. */
  public long samples() {
    return samples;
  }

  /** How many samples differ from the one before. */
  public long changes() {
    return changes;
  }

  /** The first value; without samples, 0, as are all figures. */
  public double first() {
    return first;
  }

  /** The last value. */
  public double last() {
    return samples == 0 ? 0 : current;
  }

  /** The smallest value. */
  public double minimum() {
    return minimum;
  }

  /** The largest value. */
  public double maximum() {
    return maximum;
  }

  /** The mean of all samples. */
  public double mean() {
    return samples == 0 ? 0 : total / samples;
  }

  /**
   * The standard deviation of the sample (n − 1); 0 for a single one. Where the sum of the values
   * is too large for a double, so is this; where a value is infinite, it is NaN.
   */
  public double standardDeviation() {
    if (samples < 2) {
      return 0;
    }
    double average = mean();
    if (Double.isInfinite(average)) {
      boolean isValue = average == minimum || average == maximum;
      return isValue ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    return Math.sqrt(squares / (samples - 1));
  }

  /** Takes a value that is in force from this tick on. */
  void set(long tick, double value) {
    if (Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(current)) {
      return;
    }
    if (tick > sinceTick) {
      addRun(tick - sinceTick);
      changes++;
      sinceTick = tick;
    }
    current = value;
  }

  /** Counts the value in force up to before this tick. */
  void end(long tick) {
    if (tick > sinceTick) {
      addRun(tick - sinceTick);
      sinceTick = tick;
    }
  }

  private void addRun(long weight) {
    if (samples == 0) {
      first = current;
      minimum = current;
      maximum = current;
    } else if (current < minimum) {
      minimum = current;
    } else if (current > maximum) {
      maximum = current;
    }
    samples += weight;
    total += current * weight;
    double difference = current - mean;
    mean += difference * weight / samples;
    squares += difference * (current - mean) * weight;
  }
}
