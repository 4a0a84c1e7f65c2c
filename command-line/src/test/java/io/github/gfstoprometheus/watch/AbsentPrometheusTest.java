package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.watch.WatchedArchives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.RunningWatch;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.oracle.WatchedSamples;
import io.github.gfstoprometheus.testkit.geode.SimulatedMember;
import io.github.gfstoprometheus.testkit.geode.Tearing;
import io.github.gfstoprometheus.testkit.prometheus.LabelMatcher;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A real Prometheus that is stopped for a while, and a watch that is killed before and after.
 * {@code -Dwatch.absence=60} stops it for a minute.
 */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
class AbsentPrometheusTest {
  private static final int ABSENCE_SECONDS = Integer.getInteger("watch.absence", 3);

  @TempDir private Path directory;

  @Test
  void whatWasWrittenMeanwhileIsThereAfterwardsAndNothingTwice() throws Exception {
    WatchedArchives archives = new WatchedArchives(directory);
    Path data = Files.createDirectories(directory.resolve("prometheus"));
    Path state = Files.createDirectories(directory.resolve("state"));
    try (Doorway doorway = new Doorway();
        SimulatedMember first = archives.member("server-1", Tearing.SPLIT);
        SimulatedMember second = archives.member("server-2", Tearing.HELD)) {
      Object[] arguments = {
        archives.live(),
        "--remote-write",
        doorway.url("/api/v1/write"),
        "--state",
        state,
        "--poll-interval",
        "100ms"
      };
      try (PrometheusServer server = PrometheusServer.startReceiver(data, Duration.ofHours(24));
          RunningWatch watch = watch(arguments)) {
        doorway.openTo(server.address());
        sample(first, 100);
        sample(second, 100);
        await(watch, server, first);
        sample(first, 20);
        watch.kill();
        doorway.shut();
      }
      try (RunningWatch watch = watch(arguments)) {
        for (int elapsed = 0; elapsed < ABSENCE_SECONDS; elapsed++) {
          sample(first, 5);
          sample(second, 5);
          TimeUnit.SECONDS.sleep(1);
        }
        first.roll(first.lastMillis() + 1);
        assertThat(watch.isAlive()).as(watch.log()).isTrue();
        try (PrometheusServer server = PrometheusServer.startReceiver(data, Duration.ofHours(24))) {
          doorway.openTo(server.address());
          sample(first, 20);
          sample(second, 20);
          second.flush();
          await(watch, server, first);
          watch.kill();
          sample(second, 5);
          second.flush();
          try (RunningWatch last = watch(arguments)) {
            await(last, server, first);
            await(last, server, second);
            last.stop();
          }
          WatchedSamples expected = WatchedSamples.of(archives.keeper());
          SeriesSamples found = samples(server, ".+");
          WatchedSamples.demandRisingTimes(found);
          expected.compareWithGeode(found, "server");
          expected.compareWithConversion(found, archives.scratch());
        }
      }
    }
  }

  private RunningWatch watch(Object... arguments) throws IOException {
    return RunningWatch.start(directory.resolve("logs"), List.of("-Xmx96m"), arguments);
  }

  private static void await(RunningWatch watch, PrometheusServer server, SimulatedMember member)
      throws IOException {
    watch.await(
        "the last sample of " + member.name(),
        WatchedArchives.PATIENCE,
        () -> lastBeat(server, member) == member.beats());
  }

  /** The value of the last of a member's beats, which counts them. */
  private static double lastBeat(PrometheusServer server, SimulatedMember member)
      throws IOException {
    double[] last = {0};
    server.query(
        "gemfire_beats{member=\"" + member.name() + "\"}",
        member.lastMillis(),
        (labels, value, timestampMillis) -> last[0] = value);
    return last[0];
  }

  private static SeriesSamples samples(PrometheusServer server, String metric) throws IOException {
    SeriesSamples all = new SeriesSamples();
    long startMillis = WatchedArchives.START.toEpochMilli();
    server.export(
        List.of(LabelMatcher.matching(LabelSet.METRIC_NAME, metric)),
        startMillis,
        startMillis + Duration.ofHours(6).toMillis(),
        Duration.ofHours(6),
        (labels, value, timestampMillis) ->
            all.add(
                LabelSet.of(LabelSetText.parse(labels)),
                timestampMillis,
                Double.doubleToRawLongBits(value)));
    return all;
  }
}
