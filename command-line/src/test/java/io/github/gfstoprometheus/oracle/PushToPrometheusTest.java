package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.testkit.prometheus.LabelMatcher;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that are pushed to a real Prometheus, against the blocks of the same archive. */
class PushToPrometheusTest {
  private static final Duration CENTURY = Duration.ofDays(36_500);
  private static final Duration WINDOW = Duration.ofMinutes(10);

  @TempDir private Path directory;

  @Test
  void recentSamplesAreThereAsInBlocks() throws IOException {
    Path archive = recent();
    SeriesSamples expected = expected(archive);
    try (PrometheusServer server =
        PrometheusServer.start(data("prometheus"), PrometheusServer.REMOTE_WRITE_RECEIVER)) {
      Map<String, Object> json = push(archive, server, 0).json();
      demandEqual(server, expected);
      assertThat(json).containsEntry("samples", (int) expected.count());
      assertThat(json).containsEntry("rejected", 0).containsEntry("remoteWriteVersion", "1.0");
    }
  }

  @Test
  void whatIsThereAlreadyIsRefusedAndThereOnce() throws IOException {
    Path archive = recent();
    SeriesSamples expected = expected(archive);
    try (PrometheusServer server =
        PrometheusServer.start(data("prometheus"), PrometheusServer.REMOTE_WRITE_RECEIVER)) {
      push(archive, server, 0);
      CommandRun again = push(archive, server, 3);
      assertThat(again.errors()).contains("HTTP 400: out of order sample").contains("it has them");
      demandEqual(server, expected);
    }
  }

  @Test
  void anOldArchiveIsTakenWithinTheOutOfOrderWindowAndIsThereOnceIfPushedTwice()
      throws IOException {
    SeriesSamples expected = expected(SampleArchive.path());
    try (PrometheusServer server = PrometheusServer.startReceiver(data("prometheus"), CENTURY)) {
      push(SampleArchive.path(), server, 0);
      demandEqual(server, expected);
      push(SampleArchive.path(), server, 0);
      demandEqual(server, expected);
    }
  }

  @Test
  void samplesThatAreTooOldForTheWindowAreToldAndTheOthersTaken() throws IOException {
    Path newer = recent();
    Path older = directory.resolve("older.gfs");
    // New series may begin in the last hour, whatever the window.
    generate(older, Instant.now().minus(Duration.ofMinutes(66)), 600);
    try (PrometheusServer server = PrometheusServer.startReceiver(data("prometheus"), WINDOW)) {
      push(newer, server, 0);
      Map<String, Object> json = push(older, server, 3).json();
      assertThat((int) json.get("rejected")).isPositive();
      assertThat((int) json.get("samples")).isPositive();
      assertThat(json.get("problems").toString())
          .contains("HTTP 500: too old sample")
          .contains("out_of_order_time_window");
    }
  }

  private Path recent() throws IOException {
    Path archive = directory.resolve("recent.gfs");
    generate(archive, Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(400), 390);
    return archive;
  }

  private static void generate(Path archive, Instant start, int ticks) throws IOException {
    ArchiveGenerator.generate(
        archive,
        ArchiveShape.typical()
            .withSeries(150)
            .withTicks(ticks)
            .withClock(start, Duration.ofSeconds(1), Jitter.LINUX));
  }

  private static CommandRun push(Path archive, PrometheusServer server, int exitCode) {
    return CommandRun.of("push", archive, "--remote-write", server.remoteWriteAddress(), "--json")
        .exits(exitCode);
  }

  private SeriesSamples expected(Path archive) throws IOException {
    return ExportedArchives.converted(archive, data("blocks"), "");
  }

  private Path data(String name) throws IOException {
    return Files.createTempDirectory(directory, name);
  }

  private static void demandEqual(PrometheusServer server, SeriesSamples expected)
      throws IOException {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (LabelSet labels : expected.labels()) {
      List<Sample> samples = expected.samples(labels);
      first = Math.min(first, samples.get(0).timestampMillis());
      last = Math.max(last, samples.get(samples.size() - 1).timestampMillis());
    }
    SeriesSamples found = new SeriesSamples();
    server.export(
        List.of(LabelMatcher.equal("job", "gemfire")),
        first,
        last + 1,
        Duration.ofHours(1),
        (series, value, millis) ->
            found.add(
                LabelSet.of(LabelSetText.parse(series)),
                millis,
                Double.doubleToRawLongBits(value)));
    found.demandEqual(withoutSignOfZero(expected));
  }

  /** Remote read does not tell −0.0 from 0.0. */
  private static SeriesSamples withoutSignOfZero(SeriesSamples samples) {
    long negativeZero = Double.doubleToRawLongBits(-0.0);
    SeriesSamples same = new SeriesSamples();
    for (LabelSet labels : samples.labels()) {
      for (Sample sample : samples.samples(labels)) {
        long bits = sample.valueBits() == negativeZero ? 0 : sample.valueBits();
        same.add(labels, sample.timestampMillis(), bits);
      }
    }
    return same;
  }
}
