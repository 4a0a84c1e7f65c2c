package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.testkit.geode.GeodeServer;
import io.github.gfstoprometheus.testkit.geode.GeodeWorkload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  @CsvSource({
    "cluster1-server1.gfs,          cluster1-server1, server",
    "cluster2-server1.gfs,          cluster2-server1, server",
    "sampleClient.gfs,              sampleClient,     client",
    "cluster1-locator.gz,           cluster1-locator, locator",
    "geode/geode-1.15.1-server.gfs, survey-server,    server",
    "geode/geode-2.0.0-server.gfs,  survey-server,    server",
  })
  void duckDbCountsAndSumsWhatGeodeReadsOfTheCorpus(String file, String member, String memberType)
      throws IOException {
    compareSums(List.of(Path.of(System.getenv("GFS_CORPUS"), file)), member, memberType);
  }

  @Test
  void duckDbCountsAndSumsWhatGeodeReadsOfTheSampleArchive() throws IOException {
    compareSums(List.of(SAMPLE), "server-1", "server");
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

  /**
   * Counts and sums are DuckDB's own, which gets to them by another way than to rows. Where a sum
   * is not that of Geode's reader, the rows tell whether it is the right one.
   */
  private void compareSums(List<Path> archives, String member, String memberType)
      throws IOException {
    Path file = export(archives);
    ExpectedSamples expected = ExpectedSamples.of(archives, member, memberType);
    Map<Map<String, String>, SampleSum> sums = ParquetRows.sumsByDuckDb(file);
    Set<Map<String, String>> otherSums = expected.compareCounts(sums);
    Set<String> metrics =
        otherSums.stream().map(labels -> labels.get("__name__")).collect(Collectors.toSet());
    ReadBack rows = ParquetRows.ofMetrics(file, metrics);
    for (Map<String, String> labels : otherSums) {
      SampleList samples = rows.series().get(labels);
      expected.compare(labels, samples);
      double sum = Arrays.stream(samples.values(0, samples.size())).sum();
      assertThat(sums.get(labels).isSum(sum))
          .as("%s: sum %s of %s", labels, sum, sums.get(labels))
          .isTrue();
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
