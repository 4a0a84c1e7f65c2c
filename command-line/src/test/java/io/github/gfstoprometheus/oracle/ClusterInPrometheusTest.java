package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.fixtures.BlockTimes;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.ArchivingProcess;
import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import io.github.gfstoprometheus.testkit.geode.GeodeServer;
import io.github.gfstoprometheus.testkit.geode.GeodeWorkload;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A directory with the archives of a cluster, converted by one command and asked for in a
 * Prometheus: the sample of the repository, a server that rolled its archive just now, and a
 * generated archive, packed, of the hours around that.
 */
class ClusterInPrometheusTest {
  private static final String SAMPLE = "server-1";
  private static final String ROLLED = "server-2";
  private static final String PACKED = "server-3";

  private static final int QUESTIONS_A_MEMBER = 9;

  /** So long after its end a member is asked for: more than an interval, less than the lookback. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(30);

  @TempDir static Path directory;

  private static Path cluster;
  private static Path data;
  private static List<Path> rolled;
  private static ExpectedSamples expected;

  /** How many series each member has at each of its ticks, as Geode's reader has them. */
  private static final Map<String, NavigableMap<Long, Integer>> SERIES = new TreeMap<>();

  private static PrometheusServer server;

  @BeforeAll
  static void convertCluster() throws IOException {
    cluster = directory.resolve("cluster");
    data = directory.resolve("data");
    Path sample = home(SAMPLE).resolve("stats.gfs");
    Files.copy(SampleArchive.path(), sample);
    rolled = roll(home(ROLLED).resolve("stats.gfs"));
    expected = ExpectedSamples.of(rolled, ROLLED, "server");
    SERIES.put(SAMPLE, seriesByTick(List.of(sample)));
    SERIES.put(ROLLED, seriesByTick(rolled));
    Path packed = pack(home(PACKED).resolve("stats.gz"), SERIES.get(ROLLED).lastKey());
    SERIES.put(PACKED, seriesByTick(List.of(packed)));
    Conversion.convert(List.of(cluster), data, expected);
    server = PrometheusServer.start(data);
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void verifyFindsAllMembersEqual() {
    CommandRun run = CommandRun.of("verify", cluster, "--data", data);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(expected.lostTicks() == 0 ? 0 : 3);
    assertThat(run.output())
        .containsPattern("members +3\n")
        .containsPattern("samples that differ +0\n");
  }

  @Test
  void blocksDoNotOverlapAlthoughMembersDo() throws IOException {
    assertThat(SERIES.get(PACKED).firstKey()).isLessThan(SERIES.get(ROLLED).firstKey());
    assertThat(SERIES.get(PACKED).lastKey()).isGreaterThan(SERIES.get(ROLLED).lastKey());

    assertThat(BlockTimes.overlaps(data)).isEmpty();
  }

  @Test
  void prometheusHasEverySampleOfTheMemberThatRolled() throws IOException {
    NavigableMap<Long, Integer> ticks = SERIES.get(ROLLED);
    long seconds = (ticks.lastKey() - ticks.firstKey()) / 1000 + 2;
    ReadBack queried = new ReadBack();
    server.query(
        "{member=\"%s\"}[%ds]".formatted(ROLLED, seconds), ticks.lastKey() + 1000, queried);

    assertThat(rolled).as("archives of a server that rolls").hasSizeGreaterThan(2);
    expected.compare(queried, false);
  }

  @Test
  void prometheusCountsTheSeriesOfEachMember() throws IOException {
    for (NavigableMap<Long, Integer> ticks : SERIES.values()) {
      List<Long> times = List.copyOf(ticks.keySet());
      int step = Math.max(1, times.size() / QUESTIONS_A_MEMBER);
      for (int i = 0; i < times.size(); i += step) {
        long millis = times.get(i);
        assertThat(answered(millis)).as("at %d", millis).isEqualTo(seriesAt(millis));
      }
    }
  }

  @Test
  void aMemberThatEndedIsGoneAtOnceAndTheOthersAreNot() throws IOException {
    long endMillis = SERIES.get(ROLLED).lastKey();

    assertThat(answered(endMillis)).containsKeys(ROLLED, PACKED);
    assertThat(answered(endMillis + AFTERWARDS.toMillis()))
        .isEqualTo(Map.of(PACKED, SERIES.get(PACKED).firstEntry().getValue()));
  }

  private static Path home(String member) throws IOException {
    return Files.createDirectories(cluster.resolve(member));
  }

  /** What an archive begins with takes nearly as much as the limit is; the rest is full soon. */
  private static List<Path> roll(Path archive) throws IOException {
    GeodeWorkload workload =
        GeodeWorkload.writing(archive)
            .withMemberName(ROLLED)
            .withDuration(Duration.ofMinutes(2))
            .withLimitsKilobytes(74, 0);
    try (ArchivingProcess rolling = GeodeServer.start(workload)) {
      rolling.awaitArchives(4);
      rolling.stop();
      return rolling.archives();
    }
  }

  /** Ticks once a minute for hours, and not when the other member is about to end. */
  private static Path pack(Path archive, long otherEndMillis) throws IOException {
    Instant start =
        Instant.ofEpochMilli(otherEndMillis).minus(Duration.ofHours(3)).plus(AFTERWARDS);
    ArchiveGenerator.generate(
        archive,
        ArchiveShape.typical()
            .withSeries(150)
            .withTicks(360)
            .withChanges(1, 5)
            .withClock(start, Duration.ofMinutes(1), Jitter.NONE));
    return archive;
  }

  private static NavigableMap<Long, Integer> seriesByTick(List<Path> archives) throws IOException {
    NavigableMap<Long, Integer> series = new TreeMap<>();
    for (Path archive : archives) {
      GeodeArchive.read(archive)
          .forEachStatistic(
              statistic ->
                  Arrays.stream(statistic.timestampsMillis())
                      .forEach(millis -> series.merge(millis, 1, Integer::sum)));
    }
    return series;
  }

  /** Of a member that has begun and not ended, as many as at its tick before. */
  private static Map<String, Integer> seriesAt(long millis) {
    Map<String, Integer> series = new TreeMap<>();
    SERIES.forEach(
        (member, ticks) -> {
          if (ticks.firstKey() <= millis && millis <= ticks.lastKey()) {
            series.put(member, ticks.floorEntry(millis).getValue());
          }
        });
    return series;
  }

  private static Map<String, Integer> answered(long millis) throws IOException {
    Map<String, Integer> answers = new TreeMap<>();
    server.query(
        "count by (member) ({job=\"gemfire\"})",
        millis,
        (series, value, at) -> answers.put(LabelSetText.parse(series).get("member"), (int) value));
    return answers;
  }
}
