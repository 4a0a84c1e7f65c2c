package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus answers from thinned blocks: the figures of docs/names-and-time.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThinningInPrometheusTest {
  private static final String WHOLE = "0s";
  private static final List<String> METRICS = List.of("gemfire_counter", "gemfire_gauge");

  /** Answers beyond the end of the samples count too: where a series ends must be the same. */
  private static final long AFTER_MILLIS =
      SteadyMember.END_MILLIS + Duration.ofMinutes(10).toMillis();

  /** From here on windows of five minutes are full, as they mostly are. */
  private static final long FULL_MILLIS =
      SteadyMember.START_MILLIS + Duration.ofMinutes(5).toMillis();

  private final Map<String, PrometheusServer> servers = new TreeMap<>();

  @BeforeAll
  void startServers(@TempDir Path directory) throws IOException {
    Path archive = SteadyMember.write(directory.resolve("a.gfs"));
    for (String period : List.of(WHOLE, "15s", "1m", "4m", "10m")) {
      Path data = directory.resolve(period);
      CommandRun converted =
          CommandRun.of("convert", archive, "--quiet", "--thin", period, "--output", data);
      assertThat(converted.exitCode()).as(converted.errors()).isZero();
      servers.put(period, PrometheusServer.start(data));
    }
  }

  @AfterAll
  void stopServers() throws IOException {
    for (PrometheusServer server : servers.values()) {
      server.close();
    }
  }

  /** Ranges must be longer than the period. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "%s offset 7m",
        "%1$s - %1$s offset 5m",
        "sum(%s)",
        "avg(%s)",
        "quantile(0.9, %s)",
        "last_over_time(%s[5m])",
        "max_over_time(%s[5m])",
        "min_over_time(%s[5m])",
        "max_over_time(%s[30m])",
        "min_over_time(%s[30m])",
        "changes(%s[5m])",
        "changes(%s[30m])",
        "resets(%s[5m])",
        "present_over_time(%s[5m])",
        "absent_over_time(%s[5m])"
      })
  void answersThatDependOnValuesAloneAreEqual(String query) throws IOException {
    for (String metric : METRICS) {
      Answers expected = answers(WHOLE, query, metric);
      assertThat(expected.values()).isNotEmpty();
      for (String period : List.of("15s", "1m", "4m")) {
        assertThat(answers(period, query, metric).equals(expected)).as(period).isTrue();
      }
    }
  }

  /** A subquery asks at times of its own, and each of its samples is an instant query. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(%s[5m:1s])",
        "increase(%s[5m:15s])",
        "delta(%s[5m:15s])",
        "irate(%s[5m:15s])",
        "deriv(%s[5m:15s])",
        "avg_over_time(%s[5m:1s])",
        "sum_over_time(%s[5m:15s])",
        "count_over_time(%s[5m:15s])",
        "stddev_over_time(%s[5m:15s])",
        "quantile_over_time(0.9, %s[5m:15s])"
      })
  void anyAnswerOverASubqueryIsEqual(String query) throws IOException {
    Answers expected = answers(WHOLE, query, "gemfire_gauge");
    assertThat(expected.values()).isNotEmpty();
    for (String period : List.of("15s", "1m")) {
      assertThat(answers(period, query, "gemfire_gauge").equals(expected)).as(period).isTrue();
    }
  }

  /**
   * Of the answers that are not zero, half differ by less than the median and 99 of 100 by less
   * than what is mostly so; the sum of all differs by less than the last figure.
   */
  @ParameterizedTest
  @CsvSource({
    "15s, rate(%s[5m]),                    0.015, 0.05, 0.003",
    "15s, increase(%s[5m]),                0.015, 0.05, 0.003",
    "15s, rate(%s[2m]),                    0.028, 0.14, 0.008",
    "15s, rate(%s[15m]),                   0.006, 0.03, 0.001",
    "15s, sum(rate(%s[5m])),               0.004, 0.005, 0.003",
    "15s, avg_over_time(%s[5m]),           0.02, 0.31, 0.002",
    "15s, stddev_over_time(%s[5m]),        0.03, 0.7, 0.03",
    "1m,  rate(%s[5m]),                    0.025, 0.25, 0.005",
    "1m,  increase(%s[5m]),                0.025, 0.25, 0.005",
    "1m,  rate(%s[2m]),                    0.04, 0.5, 0.02",
    "1m,  rate(%s[15m]),                   0.01, 0.08, 0.002",
    "1m,  sum(rate(%s[5m])),               0.006, 0.007, 0.005",
    "1m,  avg_over_time(%s[5m]),           0.035, 0.8, 0.003",
    "1m,  stddev_over_time(%s[5m]),        0.05, 1.4, 0.05",
  })
  void answersThatWeighOrExtrapolateDifferByThisMuch(
      String period, String query, double median, double mostly, double sum) throws IOException {
    for (String metric : METRICS) {
      Answers.Deviation deviation = deviation(period, query, metric);

      assertThat(deviation.missing()).as("%s", deviation).isLessThan(0.001);
      assertThat(deviation.median()).as("%s", deviation).isBetween(median / 20, median);
      assertThat(deviation.mostly()).as("%s", deviation).isBetween(mostly / 20, mostly);
      assertThat(Math.abs(deviation.sum() - 1)).as("%s", deviation).isLessThan(sum);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "15s, count_over_time(%s[5m]), 0.23, 0.25",
    "1m,  count_over_time(%s[5m]), 0.19, 0.21",
    "15s, irate(%s[5m]),           2, 2.2",
    "1m,  irate(%s[5m]),           3, 3.2",
  })
  void answersThatCountSamplesOrTakeTheLastTwoAreOthers(
      String period, String query, double least, double most) throws IOException {
    for (String metric : METRICS) {
      assertThat(deviation(period, query, metric).sum()).isBetween(least, most);
    }
  }

  /** Rates need two samples in their range. */
  @ParameterizedTest
  @CsvSource({
    "15s, rate(%s[1m]), 0, 0.001",
    "1m,  rate(%s[2m]), 0, 0.001",
    "1m,  rate(%s[1m]), 0.4, 0.5",
    "4m,  rate(%s[5m]), 0.15, 0.25",
    "4m,  rate(%s[15m]), 0, 0.001"
  })
  void ratesAreAbsentUnlessTheirRangeIsTwoPeriodsLong(
      String period, String query, double least, double most) throws IOException {
    for (String metric : METRICS) {
      assertThat(deviation(period, query, metric).missing()).isBetween(least, most);
    }
  }

  @Test
  void aPeriodAboveTheLookbackLeavesSeriesOutForAWhile() throws IOException {
    for (String metric : METRICS) {
      Answers expected = answers(WHOLE, "%s", metric);
      Answers found = answers("10m", "%s", metric);

      assertThat(expected.values().entrySet().containsAll(found.values().entrySet())).isTrue();
      assertThat(expected.deviation(found).missing()).isBetween(0.1, 0.15);
    }
  }

  @Test
  void aSeriesThatNeverChangesIsSeenForFiveMinutesOfALongerPeriod() throws IOException {
    String constant = "%s{exported_instance=\"instance-" + (SteadyMember.INSTANCES - 1) + "\"}";

    assertThat(deviation("4m", constant, "gemfire_gauge").missing()).isZero();
    assertThat(deviation("10m", constant, "gemfire_gauge").missing()).isBetween(0.4, 0.6);
  }

  private Answers answers(String period, String query, String metric) throws IOException {
    return Answers.of(
        servers.get(period), query.formatted(metric), SteadyMember.START_MILLIS + 1, AFTER_MILLIS);
  }

  private Answers.Deviation deviation(String period, String query, String metric)
      throws IOException {
    String expression = query.formatted(metric);
    return Answers.of(servers.get(WHOLE), expression, FULL_MILLIS, SteadyMember.END_MILLIS)
        .deviation(
            Answers.of(servers.get(period), expression, FULL_MILLIS, SteadyMember.END_MILLIS));
  }
}
