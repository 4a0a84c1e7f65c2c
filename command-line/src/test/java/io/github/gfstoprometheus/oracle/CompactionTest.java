package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Prometheus that is left alone with converted blocks compacts them, and loses nothing. */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
class CompactionTest {
  /** Prometheus looks for work once a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path directory;

  @Test
  void everySampleIsThereAfterPrometheusHasCompacted() throws IOException {
    Path archive = directory.resolve("server-1.gfs");
    ArchiveGenerator.generate(
        archive,
        ArchiveShape.typical()
            .withSeries(60)
            .withTicks(15 * 360 - 10)
            .withChanges(1, 5)
            .withClock(
                Instant.parse("2026-01-01T01:00:00Z"), Duration.ofSeconds(10), Jitter.LINUX));
    Path data = directory.resolve("data");
    ExpectedSamples expected = ExpectedSamples.of(List.of(archive), "server-1", "");
    Conversion.convert(List.of(archive), data, expected);
    List<String> converted = Blocks.list(data);
    assertThat(converted).as("blocks of 15 hours").hasSize(8);
    long markers = ReadBack.countStaleMarkers(data);

    try (PrometheusServer server = PrometheusServer.start(data)) {
      server.awaitBlocks(blocks -> blocks.size() <= converted.size() - 4, PATIENCE);
    }

    assertThat(Blocks.list(data)).isNotEqualTo(converted);
    CommandRun verified = CommandRun.of("verify", archive, "--data", data);
    assertThat(verified.exitCode()).as(verified.errors()).isZero();
    assertThat(expected.compare(ReadBack.byPromtool(data), true)).isEqualTo(markers);
  }
}
