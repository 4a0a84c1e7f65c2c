package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.testkit.geode.ArchivedStatistic;
import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What dashboards ask a Prometheus for, over two clusters: one of two members with the same
 * archive, and another that is neither a server nor has any regions.
 */
class DashboardQueriesTest {
  private static final String GETS =
      "gemfire_getsCompleted{category=\"PartitionedRegionStats\",job=\"payments\"}";

  /** Few for a dashboard, and short enough for archives of a minute or two. */
  private static final int RATE_SECONDS = 20;

  private static final double ROUNDING_PERCENT = 1e-9;

  /** What makes a range reach beyond its samples, as a multiple of their usual distance. */
  private static final double EXTRAPOLATED_GAPS = 1.1;

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("archives")
  void answersAreWhatTheArchiveHolds(Path archive, String statistic) throws IOException {
    List<ArchivedStatistic> gets = partitionedRegionGets(archive);
    assertThat(gets).as("regions").hasSizeGreaterThan(1);
    Path data = converted(archive, statistic);
    try (PrometheusServer server = PrometheusServer.start(data)) {
      long[] ticks = longest(gets).timestampsMillis();
      for (int share : List.of(4, 3, 2, 1)) {
        long millis = ticks[ticks.length / share - 1];
        instanceValues(server, gets, millis);
        rates(server, gets, millis);
        sums(server, gets, millis);
      }
      choices(server, "gemfire_" + statistic, ticks[0], ticks[ticks.length - 1]);
    }
  }

  private static void instanceValues(
      PrometheusServer server, List<ArchivedStatistic> gets, long millis) throws IOException {
    Map<String, Double> expected = new TreeMap<>();
    for (ArchivedStatistic one : at(gets, millis)) {
      for (String member : List.of("east", "west")) {
        expected.put(member + " " + one.instance().textId(), valueAt(one, millis));
      }
    }

    Map<String, Double> answers = new TreeMap<>();
    server.query(
        GETS,
        millis,
        (series, value, at) -> {
          Map<String, String> labels = LabelSetText.parse(series);
          answers.put(labels.get("member") + " " + labels.get("exported_instance"), value);
        });
    assertThat(answers).isNotEmpty().isEqualTo(expected);
  }

  private static void rates(PrometheusServer server, List<ArchivedStatistic> gets, long millis)
      throws IOException {
    Map<String, Double> answers =
        answers(
            server,
            "rate(%s[%ds])".formatted(GETS.replace("}", ",member=\"east\"}"), RATE_SECONDS),
            millis,
            "exported_instance");
    ArchivedStatistic steady = longest(gets);

    assertThat(answers.get(steady.instance().textId()))
        .isCloseTo(rate(steady, millis), withinPercentage(ROUNDING_PERCENT));
  }

  private static void sums(PrometheusServer server, List<ArchivedStatistic> gets, long millis)
      throws IOException {
    double sum = at(gets, millis).stream().mapToDouble(one -> valueAt(one, millis)).sum();

    assertThat(answers(server, "sum by (member) (" + GETS + ")", millis, "member"))
        .isEqualTo(Map.of("east", sum, "west", sum));
  }

  private static void choices(
      PrometheusServer server, String metric, long fromMillis, long throughMillis)
      throws IOException {
    assertThat(server.labelValues("job", metric, fromMillis, throughMillis))
        .containsExactly("orders", "payments");
    String servers = metric + "{member_type=\"server\"}";
    assertThat(server.labelValues("job", servers, fromMillis, throughMillis))
        .containsExactly("payments");
    String payments = metric + "{job=\"payments\"}";
    assertThat(server.labelValues("member", payments, fromMillis, throughMillis))
        .containsExactly("east", "west");
  }

  /** The sample and those of the corpus, with a statistic that all servers of their kind have. */
  static Stream<Arguments> archives() {
    return Stream.concat(
        Stream.of(Arguments.of(SampleArchive.path(), "cpus")),
        Corpus.directory().stream()
            .flatMap(
                corpus ->
                    Stream.of(
                        Arguments.of(corpus.resolve("geode/geode-2.0.0-server.gfs"), "cpus"),
                        Arguments.of(corpus.resolve("cluster1-server1.gfs"), "nodes")))
            .filter(arguments -> Files.exists((Path) arguments.get()[0])));
  }

  /** The members are converted one by one, so that their blocks overlap: that is allowed, too. */
  private Path converted(Path archive, String statistic) throws IOException {
    Path data = directory.resolve("data");
    for (String member : List.of("east", "west")) {
      convert(archive, data, "--member", member, "--cluster", "payments");
    }
    convert(otherCluster(archive, statistic), data, "--cluster", "orders");
    return data;
  }

  /** At the same time, a statistic of the same name. */
  private Path otherCluster(Path archive, String statistic) throws IOException {
    return HandmadeArchive.begunAt(GeodeArchive.read(archive).header().startMillis())
        .type(1, "OtherStats", HandmadeArchive.whole(statistic))
        .create(1, "otherStats", 1)
        .samples(60, 1000)
        .to(directory.resolve("other.gfs"));
  }

  /** In a process of its own: in this one, blocks of all runs would have the same names. */
  private void convert(Path archive, Path data, Object... options) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("convert", archive, "-q", "-o", data));
    arguments.addAll(Arrays.asList(options));
    Path log = directory.resolve("convert.log");
    Process run = ForkedProgram.start(log, List.of("-Xmx256m"), arguments.toArray());
    assertThat(run.onExit().join().exitValue()).as(Files.readString(log)).isZero();
  }

  private static List<ArchivedStatistic> partitionedRegionGets(Path archive) throws IOException {
    List<ArchivedStatistic> gets = new ArrayList<>();
    GeodeArchive.read(archive)
        .forEachStatistic(
            statistic -> {
              if (statistic.instance().typeName().equals("PartitionedRegionStats")
                  && statistic.series().name().equals("getsCompleted")) {
                gets.add(statistic);
              }
            });
    return gets;
  }

  /** The one that is there throughout. */
  private static ArchivedStatistic longest(List<ArchivedStatistic> gets) {
    ArchivedStatistic longest = gets.get(0);
    for (ArchivedStatistic one : gets) {
      longest = one.values().length > longest.values().length ? one : longest;
    }
    return longest;
  }

  private static List<ArchivedStatistic> at(List<ArchivedStatistic> statistics, long millis) {
    return statistics.stream().filter(one -> tick(one, millis) >= 0).toList();
  }

  private static int tick(ArchivedStatistic statistic, long millis) {
    return Arrays.binarySearch(statistic.timestampsMillis(), millis);
  }

  private static double valueAt(ArchivedStatistic statistic, long millis) {
    return statistic.values()[tick(statistic, millis)];
  }

  private static Map<String, Double> answers(
      PrometheusServer server, String expression, long millis, String label) throws IOException {
    Map<String, Double> answers = new TreeMap<>();
    server.query(
        expression,
        millis,
        (series, value, at) -> answers.put(LabelSetText.parse(series).get(label), value));
    return answers;
  }

  /**
   * As Prometheus documents it: the rise between the first and the last sample of the range, a fall
   * being a start from zero, extrapolated to the edges of the range where these are near.
   */
  private static double rate(ArchivedStatistic statistic, long endMillis) {
    long startMillis = endMillis - RATE_SECONDS * 1000L;
    long[] millis = statistic.timestampsMillis();
    double[] values = statistic.values();
    int[] inRange =
        IntStream.range(0, millis.length)
            .filter(i -> millis[i] >= startMillis && millis[i] <= endMillis)
            .toArray();
    int first = inRange[0];
    int last = inRange[inRange.length - 1];
    double rise = 0;
    for (int i = first + 1; i <= last; i++) {
      rise += values[i] < values[i - 1] ? values[i] : values[i] - values[i - 1];
    }
    double sampled = millis[last] - millis[first];
    double distance = sampled / (last - first);
    double before = millis[first] - startMillis;
    double after = endMillis - millis[last];
    double sinceZero = rise > 0 ? sampled * values[first] / rise : before;
    double extrapolated =
        sampled + reached(Math.min(before, sinceZero), distance) + reached(after, distance);
    return rise * (extrapolated / sampled) / RATE_SECONDS;
  }

  private static double reached(double edge, double distance) {
    return edge < distance * EXTRAPOLATED_GAPS ? edge : distance / 2;
  }
}
