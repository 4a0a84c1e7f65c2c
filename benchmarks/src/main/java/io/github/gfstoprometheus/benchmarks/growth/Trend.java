package io.github.gfstoprometheus.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;

/** A figure over time, and the straight line that is nearest to it. */
final class Trend {
  private final List<double[]> points = new ArrayList<>();

  void add(double hours, double value) {
    points.add(new double[] {hours, value});
  }

  /** By how much it rises in an hour, by least squares; not a number with less than two points. */
  double perHour() {
    double meanHours = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
    double mean = mean();
    double covariance = 0;
    double variance = 0;
    for (double[] point : points) {
      covariance += (point[0] - meanHours) * (point[1] - mean);
      variance += (point[0] - meanHours) * (point[0] - meanHours);
    }
    return covariance / variance;
  }

  double mean() {
    return points.stream().mapToDouble(point -> point[1]).average().orElse(Double.NaN);
  }

  /** By how much it rises over all of the time, as a share of its mean. */
  double rise() {
    double hours = points.get(points.size() - 1)[0] - points.get(0)[0];
    return perHour() * hours / mean();
  }
}
