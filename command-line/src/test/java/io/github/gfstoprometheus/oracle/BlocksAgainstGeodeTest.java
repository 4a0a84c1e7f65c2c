package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.geode.GeodeSampler;
import io.github.gfstoprometheus.testkit.geode.GeodeServer;
import io.github.gfstoprometheus.testkit.geode.GeodeWorkload;
import io.github.gfstoprometheus.testkit.prometheus.LabelMatcher;
import io.github.gfstoprometheus.testkit.prometheus.ListedBlock;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of this machine's own Geode processes, and the sample of the repository. */
class BlocksAgainstGeodeTest {
  static final Path SAMPLE = Path.of("../samples/geode-server.gfs");

  @TempDir Path directory;

  @Test
  void promtoolReadsEverySampleOfTheSampleArchive() throws IOException {
    comparePromtool(List.of(SAMPLE), "server-1", "server");
  }

  @Test
  void promtoolReadsEverySampleOfAFreshServersArchive() throws IOException {
    Path archive = directory.resolve("fresh.gfs");
    List<Path> archives =
        GeodeServer.record(GeodeWorkload.writing(archive).withMemberName("fresh-server"));
    comparePromtool(archives, "fresh-server", "server");
  }

  @Test
  void promtoolReadsEverySampleOfAMemberThatRolls() throws IOException {
    Path archive = directory.resolve("rolling.gfs");
    List<Path> archives =
        GeodeSampler.record(
            GeodeWorkload.writing(archive)
                .withSampleRateMillis(100)
                .withDuration(Duration.ofSeconds(8))
                .withLimitsKilobytes(10, 0));
    assertThat(archives).as("archives of a member that rolls").hasSizeGreaterThan(1);
    comparePromtool(archives, "rolling", "");
  }

  @Test
  void aPrometheusServerAnswersWithEverySample() throws IOException {
    Path data = directory.resolve("data");
    ExpectedSamples expected = ExpectedSamples.of(List.of(SAMPLE), "server-1", "server");
    Conversion.convert(List.of(SAMPLE), data, expected);
    ListedBlock first = Promtool.list(data).get(0);
    long endMillis =
        Promtool.list(data).stream().mapToLong(ListedBlock::maxTimeMillis).max().orElseThrow();
    try (PrometheusServer server = PrometheusServer.start(data)) {
      ReadBack queried = new ReadBack();
      long seconds = (endMillis - first.minTimeMillis()) / 1000 + 10;
      server.query("{job=\"gemfire\"}[" + seconds + "s]", endMillis, queried);
      expected.compare(queried, false);

      ReadBack remotelyRead = new ReadBack();
      server.export(
          List.of(LabelMatcher.equal("job", "gemfire")),
          first.minTimeMillis(),
          endMillis,
          Duration.ofHours(2),
          remotelyRead);
      assertThat(remotelyRead.samples())
          .isEqualTo(expected.samples() + ReadBack.countStaleMarkers(data));
    }
  }

  private void comparePromtool(List<Path> archives, String member, String memberType)
      throws IOException {
    Path data = directory.resolve("data");
    ExpectedSamples expected = ExpectedSamples.of(archives, member, memberType);
    Conversion.convert(archives, data, expected);
    long markers = expected.compare(ReadBack.byPromtool(data), true);
    assertThat(ReadBack.countStaleMarkers(data)).isEqualTo(markers);
    assertThat(markers).isPositive();
  }
}
