package io.github.gfstoprometheus.testkit.geode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What simulated members write, read by Geode's own reader, and kept by the keeper. */
final class SimulatedClusterTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final ArchiveShape SHAPE =
      ArchiveShape.typical()
          .withSeries(400)
          .withClock(START, Duration.ofSeconds(1), Jitter.LINUX)
          .withSeed(7);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Tearing.class)
  void everyBeatIsInTheKeptArchivesAlthoughMembersRollRestartAndDelete(Tearing tearing)
      throws IOException {
    ClusterShape shape =
        ClusterShape.of(3, SHAPE)
            .withPackedMembers(1)
            .withHabits(MemberHabits.steady().rolling(40, 2).restarting(130).visited(9))
            .withTearing(tearing);
    ArchiveKeeper keeper = keeper();
    SimulatedCluster cluster = new SimulatedCluster(live(), shape, keeper);
    cluster.sampleUntil(START.plusSeconds(600));
    assertThat(cluster.members()).allMatch(member -> member.rolledCount() <= 2);
    cluster.close();

    Map<Path, List<Path>> chains = keeper.chains();
    assertThat(chains)
        .containsOnlyKeys(
            Path.of("server-1/stats.gfs"),
            Path.of("server-2/stats.gfs"),
            Path.of("server-3/stats.gfs.gz"));
    for (SimulatedMember member : cluster.members()) {
      List<Path> chain = chains.get(live().relativize(member.archive()));
      assertThat(chain).hasSizeGreaterThan(12);
      List<Double> beats = beats(chain, member.name());
      // What a killed member had not flushed is lost, and is in no archive.
      assertThat(beats).isSorted().doesNotHaveDuplicates().contains(1.0, (double) member.beats());
      if (tearing != Tearing.HELD && !chain.get(0).toString().endsWith(".gz")) {
        assertThat(beats).hasSize((int) member.beats());
      }
    }
  }

  @Test
  void withoutRollingARestartOverwritesTheArchiveAndTheKeeperHasBoth() throws IOException {
    ClusterShape shape = ClusterShape.of(1, SHAPE).withHabits(MemberHabits.steady().restarting(50));
    ArchiveKeeper keeper = keeper();
    SimulatedCluster cluster = new SimulatedCluster(live(), shape, keeper);
    cluster.sampleUntil(START.plusSeconds(200));
    SimulatedMember member = cluster.members().get(0);
    Object inode = Files.getAttribute(member.archive(), "unix:ino");
    cluster.close();

    List<Path> chain = keeper.onlyChain();
    assertThat(chain).hasSizeGreaterThan(2);
    assertThat(beats(chain, "server-1"))
        .isEqualTo(
            LongStream.rangeClosed(1, member.beats()).mapToObj(beat -> (double) beat).toList());
    assertThat(Files.getAttribute(chain.get(chain.size() - 1), "unix:ino")).isEqualTo(inode);
    assertThat(member.archive().getParent().toFile().list()).containsExactly("stats.gfs");
  }

  @Test
  void aRolledArchiveRepeatsWhatLivesUnderTheSameIdsAndARunHasItsOwnSystemId() throws IOException {
    ArchiveKeeper keeper = keeper();
    SimulatedMember member = new SimulatedMember(home(), SHAPE, Tearing.NONE, keeper);
    sample(member, 5);
    member.welcomeVisitor();
    member.welcomeVisitor();
    sample(member, 5);
    member.roll(member.lastMillis() + 1);
    sample(member, 5);
    member.dismissVisitor();
    sample(member, 5);
    member.restart(member.lastMillis() + 10_000);
    sample(member, 5);
    member.close();

    List<GeodeArchive> archives = new ArrayList<>();
    for (Path archive : keeper.onlyChain()) {
      archives.add(GeodeArchive.read(archive));
    }
    assertThat(archives).hasSize(3);
    assertThat(ids(archives.get(1))).isEqualTo(ids(archives.get(0)));
    assertThat(archives.get(0).header().systemId())
        .isEqualTo(archives.get(1).header().systemId())
        .isNotEqualTo(archives.get(2).header().systemId());
    assertThat(archives.get(1).series())
        .filteredOn(one -> one.instance().textId().equals("visitor-0"))
        .isNotEmpty()
        .noneMatch(one -> one.instance().active());
    assertThat(archives.get(0).series())
        .filteredOn(one -> one.instance().textId().equals("management") && one.offset() == 0)
        .hasSize(2);
    assertThat(home().getParent().toFile().list())
        .containsExactlyInAnyOrder("stats-01-01.gfs", "stats-01-02.gfs", "stats.gfs");
  }

  @Test
  void aHeldFlushLeavesTheFileShortOfWhatWasWritten() throws IOException {
    SimulatedMember member = new SimulatedMember(home(), SHAPE, Tearing.HELD, ArchiveListener.NONE);
    Set<Boolean> isShort = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      sample(member, 1);
      isShort.add(Files.size(home()) < member.bytesWritten());
    }
    assertThat(isShort).contains(true);
    member.flush();
    assertThat(Files.size(home())).isEqualTo(member.bytesWritten());
    member.close();
  }

  @Test
  void aSampleThatIsNotLaterIsRefused() throws IOException {
    try (SimulatedMember member =
        new SimulatedMember(home(), SHAPE, Tearing.NONE, ArchiveListener.NONE)) {
      sample(member, 2);
      long lastMillis = member.lastMillis();
      assertThatThrownBy(() -> member.sample(lastMillis)).hasMessageContaining("cannot follow");
    }
  }

  @Test
  void membersSampleByThemselvesAtTheSpeedThatIsWanted() throws Exception {
    List<Long> flushed = new ArrayList<>();
    SimulatedCluster cluster =
        new SimulatedCluster(live(), ClusterShape.of(2, SHAPE), ArchiveListener.NONE);
    cluster.whenFlushed(member -> flushed.add(member.lastMillis()));
    cluster.startSampling(100);
    Thread.sleep(2000);
    assertThat(cluster.isSampling()).isTrue();
    cluster.close();
    assertThat(flushed).isSorted().hasSizeBetween(200, 600);
  }

  @Test
  void theKeeperFindsTheArchivesOfARealMemberThatDeletesThem() throws IOException {
    GeodeWorkload workload =
        GeodeWorkload.writing(live().resolve("real/stats.gfs"))
            .withSampleRateMillis(100)
            .withDuration(Duration.ofSeconds(12))
            .withLimitsKilobytes(10, 25);
    try (ArchiveKeeper keeper = ArchiveKeeper.looking(live(), directory.resolve("kept"))) {
      Files.createDirectories(workload.archive().getParent());
      List<Path> left = GeodeSampler.record(workload);
      keeper.stopLooking();

      List<Path> chain = keeper.onlyChain();
      assertThat(chain).hasSizeGreaterThan(left.size() + 1);
      List<Long> starts = new ArrayList<>();
      for (Path archive : chain) {
        starts.add(GeodeArchive.read(archive).header().startMillis());
      }
      assertThat(starts).isSorted().doesNotHaveDuplicates();
      assertThat(chain.get(chain.size() - 1)).hasSameBinaryContentAs(left.get(left.size() - 1));
    }
  }

  private ArchiveKeeper keeper() {
    return new ArchiveKeeper(live(), directory.resolve("kept"));
  }

  private Path live() {
    return directory.resolve("live");
  }

  private Path home() throws IOException {
    return Files.createDirectories(live().resolve("server-1")).resolve("stats.gfs");
  }

  private static void sample(SimulatedMember member, int count) {
    for (int i = 0; i < count; i++) {
      long next = Math.max(member.lastMillis(), START.toEpochMilli()) + 20_000;
      member.sample(next);
    }
  }

  private static Map<Integer, List<Object>> ids(GeodeArchive archive) {
    Map<Integer, List<Object>> ids = new TreeMap<>();
    for (ArchivedSeries series : archive.series()) {
      ArchivedInstance instance = series.instance();
      ids.put(instance.ordinal(), List.of(instance.typeName(), instance.textId()));
    }
    return ids;
  }

  private static List<Double> beats(List<Path> chain, String member) throws IOException {
    List<Double> beats = new ArrayList<>();
    for (Path archive : chain) {
      Optional<GeodeArchive> read = GeodeArchive.find(archive);
      if (read.isPresent()) {
        read.get()
            .forEachStatistic(
                statistic -> {
                  if (statistic.series().name().equals(SimulatedStatistics.BEAT)) {
                    assertThat(statistic.instance().textId()).isEqualTo(member);
                    Arrays.stream(statistic.values()).forEach(beats::add);
                  }
                });
      }
    }
    return beats;
  }
}
