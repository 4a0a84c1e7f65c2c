package io.github.gfstoprometheus.benchmarks.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A figure over time, the least of so many looks in a row, and the straight line through it by
 * Theil and Sen: a look that fell on the moment at which all members rolled does not turn it.
 */
final class Trend {
  private final int looksToALow;
  private final List<double[]> points = new ArrayList<>();
  private int looks;

  Trend(int looksToALow) {
    this.looksToALow = looksToALow;
  }

  void add(double hours, double value) {
    if (looks++ % looksToALow == 0) {
      points.add(new double[] {hours, value});
      return;
    }
    double[] low = points.get(points.size() - 1);
    if (value < low[1]) {
      low[0] = hours;
      low[1] = value;
    }
  }

  /** By how much it rises in an hour: the median over all pairs; not a number without a pair. */
  double perHour() {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      for (int k = i + 1; k < points.size(); k++) {
        double[] from = points.get(i);
        double[] to = points.get(k);
        slopes.add((to[1] - from[1]) / (to[0] - from[0]));
      }
    }
    return median(slopes.stream().mapToDouble(Double::doubleValue).toArray());
  }

  double median() {
    return median(points.stream().mapToDouble(point -> point[1]).toArray());
  }

  /** By how much it rises over all of the time, as a share of its median. */
  double rise() {
    double hours = points.get(points.size() - 1)[0] - points.get(0)[0];
    return perHour() * hours / median();
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
