package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.fixtures.DuckDb;
import io.github.gfstoprometheus.testkit.geode.ArchivedStatistic;
import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import io.github.gfstoprometheus.testkit.geode.GeodeServer;
import io.github.gfstoprometheus.testkit.geode.GeodeWorkload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is exported as Parquet, as others read it, and what Geode's reader finds in the archives.
 */
class ParquetAgainstGeodeTest {
  private static final Path SAMPLE = Path.of("../samples/geode-server.gfs");

  @TempDir Path directory;

  @Test
  void duckDbReadsEverySampleOfTheSampleArchive() throws IOException {
    compare(List.of(SAMPLE), "server-1", "server");
  }

  @Test
  void duckDbReadsEverySampleOfAFreshServersArchive() throws IOException {
    Path archive = directory.resolve("fresh.gfs");
    List<Path> archives =
        GeodeServer.record(GeodeWorkload.writing(archive).withMemberName("fresh-server"));
    compare(archives, "fresh-server", "server");
  }

  @ParameterizedTest
  @EnabledIfEnvironmentVariable(
      named = "GFS_CORPUS",
      matches = ".+",
      disabledReason = "needs real archives, in the directory that GFS_CORPUS names")
  @ValueSource(
      strings = {
        "cluster1-server1.gfs",
        "cluster2-server1.gfs",
        "sampleClient.gfs",
        "cluster1-locator.gz",
        "geode/geode-1.15.1-server.gfs",
        "geode/geode-2.0.0-server.gfs",
      })
  void duckDbCountsAndSumsWhatGeodeReadsOfTheCorpus(String file) throws IOException {
    compareSums(List.of(Path.of(System.getenv("GFS_CORPUS"), file)));
  }

  @Test
  void duckDbCountsAndSumsWhatGeodeReadsOfTheSampleArchive() throws IOException {
    compareSums(List.of(SAMPLE));
  }

  @Test
  void parquetsOwnReaderReadsEverySampleOfTheSampleArchive() throws IOException {
    ExpectedSamples expected = ExpectedSamples.of(List.of(SAMPLE), "server-1", "server");
    expected.compare(ParquetRows.byParquetsReader(export(List.of(SAMPLE))), false);
  }

  private void compare(List<Path> archives, String member, String memberType) throws IOException {
    ExpectedSamples expected = ExpectedSamples.of(archives, member, memberType);
    expected.compare(ParquetRows.byDuckDb(export(archives)), false);
  }

  /** Counts and sums are DuckDB's own, which gets to them by another way than to rows. */
  private void compareSums(List<Path> archives) throws IOException {
    Map<List<String>, DoubleSummaryStatistics> expected = new HashMap<>();
    for (Path archive : archives) {
      GeodeArchive.read(archive).forEachStatistic(statistic -> add(statistic, expected));
    }
    DuckDb.query(
        export(archives),
        """
        select metric, category, coalesce(exported_instance, ''), count(*), sum(value)
        from $file group by all""",
        row -> {
          List<String> series = List.of(row.getString(1), row.getString(2), row.getString(3));
          DoubleSummaryStatistics sums = expected.remove(series);
          assertThat(sums).as("series %s", series).isNotNull();
          assertThat(row.getLong(4)).as("samples of %s", series).isEqualTo(sums.getCount());
          assertThat(row.getDouble(5)).as("sum of %s", series).satisfies(isSum(sums.getSum()));
        });
    assertThat(expected).isEmpty();
  }

  private static Consumer<Double> isSum(double expected) {
    return found -> {
      if (Double.isFinite(expected)) {
        assertThat(found).isCloseTo(expected, withinPercentage(1e-9));
      } else {
        assertThat(found).isEqualTo(expected);
      }
    };
  }

  /** Instances of one name count as one. */
  private static void add(
      ArchivedStatistic statistic, Map<List<String>, DoubleSummaryStatistics> sums) {
    if (statistic.values().length > 0) {
      String name = statistic.series().name().replaceAll("[^a-zA-Z0-9_:]", "_");
      List<String> series =
          List.of(
              "gemfire_" + name, statistic.instance().typeName(), statistic.instance().textId());
      DoubleSummaryStatistics sum =
          sums.computeIfAbsent(series, key -> new DoubleSummaryStatistics());
      Arrays.stream(statistic.values()).forEach(sum);
    }
  }

  private Path export(List<Path> archives) {
    Path file = directory.resolve("samples.parquet");
    List<Object> arguments = new ArrayList<>(List.of("export", "--quiet", "--output", file));
    arguments.addAll(archives);
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return file;
  }
}
