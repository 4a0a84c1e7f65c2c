package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.RunningWatch;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.fixtures.VictoriaMetricsLines;
import io.github.gfstoprometheus.testkit.geode.ArchiveKeeper;
import io.github.gfstoprometheus.testkit.geode.ArchivingProcess;
import io.github.gfstoprometheus.testkit.geode.GeodeSampler;
import io.github.gfstoprometheus.testkit.geode.GeodeServer;
import io.github.gfstoprometheus.testkit.geode.GeodeWorkload;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.testkit.victoriametrics.VictoriaMetrics;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Real members at work, which roll and delete their archives, watched from before they start: as
 * blocks, by a real Prometheus and by a real VictoriaMetrics at the same time. {@code
 * -Dwatch.seconds=600} has them work for ten minutes.
 */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
class WatchedGeodeTest {
  private static final int SECONDS = Integer.getInteger("watch.seconds", 35);
  private static final String SERVER = "server-1";
  private static final String SAMPLER = "sampler";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path directory;

  @Test
  void everySampleOfRealMembersIsInBlocksInPrometheusAndInVictoriaMetrics() throws Exception {
    Path live = directory.resolve("live");
    Path data = directory.resolve("data");
    try (PrometheusServer prometheus =
            PrometheusServer.startReceiver(
                Files.createDirectory(directory.resolve("prometheus")), Duration.ofHours(24));
        VictoriaMetrics victoria =
            VictoriaMetrics.start(Files.createDirectory(directory.resolve("victoria")));
        RunningWatch blocks = watch(live, "--output", data, "--flush-interval", "2s");
        RunningWatch toPrometheus =
            watch(live, remoteWrite(prometheus.remoteWriteAddress(), "state-prometheus"));
        RunningWatch toVictoria =
            watch(live, remoteWrite(victoria.remoteWriteAddress(), "state-victoria"))) {
      Thread.sleep(1500); // all of them look for what is not there yet
      ArchiveKeeper keeper = work(live);
      WatchedSamples expected = WatchedSamples.of(keeper);
      SeriesSamples converted = expected.converted(directory.resolve("converted"));
      demandRolledAndDeleted(live, keeper);

      awaitBlocks(blocks, data, converted);
      blocks.stop();
      SeriesSamples published = WatchedSamples.ofBlocks(data);
      expected.compareWithGeode(published, member -> member.equals(SERVER) ? "server" : "");
      expected.compareWithConversion(published, directory.resolve("converted-again"));

      long samples = converted.withoutMarkers().count();
      toPrometheus.await(
          samples + " samples in Prometheus",
          PATIENCE,
          () -> query(prometheus, ".*").samples() >= samples);
      toPrometheus.stop();
      comparePrometheus(prometheus, keeper);

      SeriesSamples numbers = TwelveDigits.numbers(converted);
      toVictoria.await(
          numbers.count() + " numbers in VictoriaMetrics",
          PATIENCE,
          () -> exported(victoria).count() >= numbers.count());
      toVictoria.stop();
      TwelveDigits.compare(numbers, exported(victoria));
    }
  }

  /** Lets a server and a sampler work, and returns what was kept of their archives. */
  private ArchiveKeeper work(Path live) throws Exception {
    try (ArchiveKeeper keeper = ArchiveKeeper.looking(live, directory.resolve("kept"));
        ArchivingProcess server = GeodeServer.start(workload(live, SERVER, 1000, 76, 150));
        ArchivingProcess sampler = GeodeSampler.start(workload(live, SAMPLER, 100, 10, 70))) {
      TimeUnit.SECONDS.sleep(SECONDS);
      server.awaitEnd();
      sampler.awaitEnd();
      keeper.stopLooking();
      return keeper;
    }
  }

  private static GeodeWorkload workload(
      Path live, String member, int intervalMillis, int fileKilobytes, int diskKilobytes)
      throws IOException {
    Path home = Files.createDirectories(live.resolve(member));
    return GeodeWorkload.writing(home.resolve("stats.gfs"))
        .withMemberName(member)
        .withSampleRateMillis(intervalMillis)
        .withLimitsKilobytes(fileKilobytes, diskKilobytes)
        .withDuration(Duration.ofSeconds(SECONDS));
  }

  /** What this test is about must have happened. */
  private static void demandRolledAndDeleted(Path live, ArchiveKeeper keeper) throws IOException {
    for (Map.Entry<Path, List<Path>> chain : keeper.chains().entrySet()) {
      Path home = live.resolve(chain.getKey()).getParent();
      assertThat(chain.getValue()).as("archives of %s", home).hasSizeGreaterThan(2);
      assertThat(chain.getValue().size())
          .as("archives of %s, of which some were deleted", home)
          .isGreaterThan(home.toFile().list((place, name) -> name.endsWith(".gfs")).length);
    }
    assertThat(keeper.chains()).hasSize(2);
  }

  private Object[] remoteWrite(URI url, String state) throws IOException {
    return new Object[] {
      "--remote-write", url, "--state", Files.createDirectory(directory.resolve(state))
    };
  }

  private RunningWatch watch(Path live, Object... options) throws IOException {
    Object[] arguments = new Object[options.length + 3];
    arguments[0] = live;
    arguments[1] = "--poll-interval";
    arguments[2] = "200ms";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return RunningWatch.start(directory.resolve("logs"), List.of("-Xmx128m"), arguments);
  }

  private static void awaitBlocks(RunningWatch watch, Path data, SeriesSamples converted)
      throws IOException {
    long samples = converted.count();
    watch.await(
        samples + " samples in blocks",
        PATIENCE,
        () -> Blocks.metas(data).stream().mapToLong(BlockMeta::samples).sum() >= samples);
  }

  private ReadBack query(PrometheusServer prometheus, String member) throws IOException {
    ReadBack found = new ReadBack();
    prometheus.query(
        "{job=\"gemfire\",member=~\"%s\"}[%ds]".formatted(member, SECONDS + 600),
        System.currentTimeMillis(),
        found);
    return found;
  }

  private void comparePrometheus(PrometheusServer prometheus, ArchiveKeeper keeper)
      throws IOException {
    Map<Path, List<Path>> chains = keeper.chains();
    ExpectedSamples.of(chains.get(Path.of(SERVER, "stats.gfs")), SERVER, "server")
        .compare(query(prometheus, SERVER), false);
    ExpectedSamples.of(chains.get(Path.of(SAMPLER, "stats.gfs")), SAMPLER, "")
        .compare(query(prometheus, SAMPLER), false);
  }

  private SeriesSamples exported(VictoriaMetrics victoria) throws IOException {
    Path lines = directory.resolve("victoria.jsonl");
    victoria.exportLines(lines);
    return TwelveDigits.numbers(VictoriaMetricsLines.samples(lines));
  }
}
