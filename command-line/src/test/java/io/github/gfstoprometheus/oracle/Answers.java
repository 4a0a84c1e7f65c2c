package io.github.gfstoprometheus.oracle;

import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a Prometheus answers to an expression at many times: a value for each series and time. */
record Answers(Map<String, Double> values) {
  /** No divisor of anything in the archives, so that all places between samples are met. */
  private static final Duration STEP = Duration.ofMillis(13_337);

  static Answers of(PrometheusServer server, String expression, long fromMillis, long throughMillis)
      throws IOException {
    Map<String, Double> values = new HashMap<>();
    server.queryRange(
        expression,
        fromMillis,
        throughMillis,
        STEP,
        (series, value, millis) -> values.put(series + " at " + millis, value));
    return new Answers(values);
  }

  /**
   * By how much other answers differ from these.
   *
   * @param missing the share of these that the others lack
   * @param median of those that are not zero, half differ by less, as a share of themselves
   * @param mostly and 99 of 100 by less than this
   * @param worst the largest difference
   * @param sum the sum of the others, as a share of the sum of these
   */
  record Deviation(double missing, double median, double mostly, double worst, double sum) {}

  Deviation deviation(Answers others) {
    double sumHere = 0;
    double sumThere = 0;
    double[] shares = new double[values.size()];
    int count = 0;
    int missing = 0;
    for (Map.Entry<String, Double> answer : values.entrySet()) {
      double here = answer.getValue();
      Double there = others.values.get(answer.getKey());
      if (there == null) {
        missing++;
        continue;
      }
      sumHere += here;
      sumThere += there;
      if (here != 0) {
        shares[count++] = Math.abs(there - here) / Math.abs(here);
      }
    }
    double[] sorted = Arrays.copyOf(shares, Math.max(1, count));
    Arrays.sort(sorted);
    return new Deviation(
        (double) missing / values.size(),
        sorted[count / 2],
        sorted[count * 99 / 100],
        sorted[sorted.length - 1],
        sumThere / sumHere);
  }
}
