package io.github.gfstoprometheus.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.RunningWatch;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.oracle.WatchedSamples;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.ClusterShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.testkit.geode.MemberHabits;
import io.github.gfstoprometheus.testkit.geode.SimulatedCluster;
import io.github.gfstoprometheus.testkit.geode.Tearing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A watch that is killed at moments that the machine chooses, again and again, while members write,
 * roll, restart and delete. {@code -Dwatch.kills=200} kills so often, {@code -Dwatch.seed=7} at
 * other moments.
 */
class KilledWatchTest {
  private static final int KILLS = Integer.getInteger("watch.kills", 6);
  private static final long SEED = Long.getLong("watch.seed", 1);
  private static final int SPEED = 20;
  private static final int LONGEST_RUN_MILLIS = 3500;

  /** Of so many runs one has the time to publish, or members would delete what none has read. */
  private static final int RUNS_TO_PROGRESS = 5;

  /** What a run may take in all, heap and everything else of a JVM. */
  private static final long MOST_MEMORY_BYTES = 300L << 20;

  private static final List<String> SMALL = List.of("-Xmx96m", "-XX:-UsePerfData");

  @TempDir private Path directory;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private WatchedArchives archives;
  private long peakMemoryBytes;

  @BeforeEach
  void prepare() {
    archives = new WatchedArchives(directory);
  }

  /** Long before now, so that no time of the simulation is in the future. */
  private SimulatedCluster cluster() throws IOException {
    Instant start = Instant.now().minus(Duration.ofHours(8)).minusSeconds(KILLS * 60L);
    ArchiveShape member =
        ArchiveShape.typical()
            .withSeries(300)
            .withClock(start, Duration.ofSeconds(1), Jitter.LINUX)
            .withSeed(SEED);
    // Deletion leaves what a watch needs to come back to on a busy machine: three minutes.
    ClusterShape shape =
        ClusterShape.of(3, member)
            .withPackedMembers(1)
            .withHabits(MemberHabits.steady().rolling(60, 60).restarting(250).visited(13))
            .withTearing(Tearing.HELD);
    return new SimulatedCluster(archives.live(), shape, archives.keeper());
  }

  @Test
  void itsBlocksHoldEverySampleOnceInTheEnd() throws Exception {
    Object[] arguments = archives.arguments(List.of(archives.live()));
    try (SimulatedCluster cluster = cluster()) {
      cluster.startSampling(SPEED);
      killAgainAndAgain(cluster, arguments, run -> {}, archives::blocks);
    }
    archives.watchOnce();
    archives.demandAll();
    assertThat(archives.data().toFile().list()).noneMatch(name -> name.contains("tmp"));
    assertThat(peakMemoryBytes).isBetween(1L, MOST_MEMORY_BYTES);
  }

  @Test
  void aReceiverOfChangingMoodHasEverySampleOnceInTheEnd() throws Exception {
    Path state = Files.createDirectories(directory.resolve("state"));
    try (KeepingReceiver receiver = new KeepingReceiver(SEED)) {
      Object[] arguments = remoteWrite(receiver.url(), state);
      try (SimulatedCluster cluster = cluster()) {
        cluster.startSampling(SPEED);
        receiver.setMood(KeepingReceiver.Mood.MOODY);
        killAgainAndAgain(
            cluster,
            arguments,
            run ->
                receiver.setMood(
                    run == Run.KILLED_AT_ANY_MOMENT && random.nextInt(4) == 0
                        ? KeepingReceiver.Mood.AWAY
                        : KeepingReceiver.Mood.MOODY),
            receiver::requests);
        cluster.end();
        receiver.setMood(KeepingReceiver.Mood.MOODY);
        // A member that has just crashed has sampled what no archive holds.
        long expected = WatchedSamples.of(archives.keeper()).converted(archives.scratch()).count();
        try (RunningWatch last = start(arguments)) {
          last.await(
              "the last sample",
              WatchedArchives.PATIENCE,
              () -> receiver.sampleCount() >= expected);
          last.stop();
        }
      }
      assertThat(receiver.faults()).isEmpty();
      assertThat(receiver.refusals()).as("requests that were refused").isPositive();
      SeriesSamples found = receiver.samples();
      WatchedSamples expected = WatchedSamples.of(archives.keeper());
      expected.compareWithGeode(found, "server");
      expected.compareWithConversion(found, archives.scratch());
    }
    assertThat(peakMemoryBytes).isBetween(1L, MOST_MEMORY_BYTES);
  }

  @Test
  void aReceiverThatIsSlowForLongCostsNoMemory() throws Exception {
    Path state = Files.createDirectories(directory.resolve("state"));
    try (KeepingReceiver receiver = new KeepingReceiver(SEED);
        SimulatedCluster cluster = cluster()) {
      // An hour at once: far more than may be held in memory.
      cluster.sampleUntil(Instant.now().minus(Duration.ofHours(7)));
      cluster.stop();
      receiver.setMood(KeepingReceiver.Mood.AWAY);
      try (RunningWatch watch = start(remoteWrite(receiver.url(), state))) {
        watch.await("a refusal", WatchedArchives.PATIENCE, () -> receiver.refusals() > 0);
        Thread.sleep(3000);
        assertThat(watch.isAlive()).as(watch.log()).isTrue();
        assertThat(watch.peakMemoryBytes()).isBetween(1L, MOST_MEMORY_BYTES);
        watch.stop();
      }
      assertThat(receiver.requests()).isZero();
      assertThat(receiver.refusals()).isBetween(1L, 1000L);
    }
  }

  private Object[] remoteWrite(String url, Path state) {
    return new Object[] {
      archives.live(), "--remote-write", url, "--state", state, "--poll-interval", "100ms"
    };
  }

  private enum Run {
    KILLED_AT_ANY_MOMENT,
    KILLED_AFTER_PROGRESS
  }

  /** What happens besides, before a run. */
  @FunctionalInterface
  private interface Trouble {
    void happen(Run run);
  }

  /** What has been published, in anything that changes with it. */
  @FunctionalInterface
  private interface Progress {
    Object now() throws IOException;
  }

  private void killAgainAndAgain(
      SimulatedCluster cluster, Object[] arguments, Trouble trouble, Progress progress)
      throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      boolean mustProgress = kill % RUNS_TO_PROGRESS == RUNS_TO_PROGRESS - 1;
      trouble.happen(mustProgress ? Run.KILLED_AFTER_PROGRESS : Run.KILLED_AT_ANY_MOMENT);
      Object before = progress.now();
      try (RunningWatch watch = start(arguments)) {
        if (mustProgress) {
          watch.await("progress", WatchedArchives.PATIENCE, () -> !progress.now().equals(before));
        }
        // A JVM needs half a second to come so far: kills begin before, and most come later.
        Thread.sleep(random.nextInt(LONGEST_RUN_MILLIS));
        assertThat(watch.isAlive()).as(watch.log()).isTrue();
        peakMemoryBytes = Math.max(peakMemoryBytes, watch.peakMemoryBytes());
        watch.kill();
      }
      assertThat(cluster.isSampling()).as("the cluster samples").isTrue();
    }
    cluster.stop();
  }

  private RunningWatch start(Object... arguments) throws IOException {
    return RunningWatch.start(directory.resolve("logs"), SMALL, arguments);
  }
}
