package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.fixtures.RunningWatch;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.oracle.WatchedSamples;
import io.github.gfstoprometheus.testkit.geode.ArchiveKeeper;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.testkit.geode.SimulatedMember;
import io.github.gfstoprometheus.testkit.geode.Tearing;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a test has its growing archives, what was kept of them, and what a watch publishes of them
 * as blocks.
 */
final class WatchedArchives {
  /** What a busy machine may take to publish what it has read. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  static final Instant START = Instant.parse("2026-03-01T11:58:00Z");

  private final Path directory;
  private final ArchiveKeeper keeper;
  private int conversions;

  WatchedArchives(Path directory) {
    this.directory = directory;
    this.keeper = new ArchiveKeeper(live(), directory.resolve("kept"));
  }

  /** Where the archives grow. */
  Path live() {
    return directory.resolve("live");
  }

  /** Where blocks are published. */
  Path data() {
    return directory.resolve("data");
  }

  ArchiveKeeper keeper() {
    return keeper;
  }

  /** A small member of 300 series that samples each second. */
  static ArchiveShape shape(long seed) {
    return ArchiveShape.typical()
        .withSeries(300)
        .withClock(START, Duration.ofSeconds(1), Jitter.LINUX)
        .withSeed(seed);
  }

  /** A member that starts. */
  SimulatedMember member(String name, Tearing tearing) throws IOException {
    Path home = Files.createDirectories(live().resolve(name));
    return new SimulatedMember(home.resolve("stats.gfs"), shape(name.hashCode()), tearing, keeper);
  }

  /** Lets a member sample so many times, a second apart or as soon as it has started again. */
  static void sample(SimulatedMember member, int count) {
    for (int i = 0; i < count; i++) {
      member.sample(Math.max(member.lastMillis() + 1000, member.startMillis() + 3));
    }
  }

  /** Starts a watch of all archives that publishes blocks soon. */
  RunningWatch watch(Object... options) throws IOException {
    return watchOf(List.of(live()), options);
  }

  /** Starts a watch of some archives that publishes blocks soon. */
  RunningWatch watchOf(List<Path> archives, Object... options) throws IOException {
    return RunningWatch.start(directory.resolve("logs"), List.of(), arguments(archives, options));
  }

  /** Lets a watch read all that is there, publish it and end. */
  void watchOnce(Object... options) throws IOException {
    RunningWatch.once(directory.resolve("logs"), arguments(List.of(live()), options));
  }

  Object[] arguments(List<Path> archives, Object... options) {
    return Stream.of(
            archives.stream(),
            Stream.of("--output", data(), "--flush-interval", "1s", "--poll-interval", "100ms"),
            Stream.of(options))
        .flatMap(part -> part)
        .toArray();
  }

  /** Waits until a watch has published a member's last sample. */
  void awaitPublished(RunningWatch watch, SimulatedMember member) throws IOException {
    long lastMillis = member.lastMillis();
    watch.await(
        "the sample of " + member.name() + " at " + Instant.ofEpochMilli(lastMillis),
        PATIENCE,
        () -> reaches(lastMillis) && lastOf(member.name()) >= lastMillis);
  }

  /** The names of the blocks that are published. */
  List<String> blocks() throws IOException {
    return Files.isDirectory(data()) ? Blocks.list(data()) : List.of();
  }

  private boolean reaches(long millis) throws IOException {
    if (!Files.isDirectory(data())) {
      return false;
    }
    for (BlockMeta block : Blocks.metas(data())) {
      if (block.endMillis() > millis) {
        return true;
      }
    }
    return false;
  }

  /** Blocks may be replaced by larger ones while they are read: then it is too early to say. */
  private long lastOf(String member) throws IOException {
    try {
      SeriesSamples samples = SeriesSamples.ofBlocks(data());
      for (LabelSet labels : samples.labels()) {
        if (labels.toMap().get(LabelSet.METRIC_NAME).equals("gemfire_beats")
            && labels.toMap().getOrDefault("exported_instance", "").equals(member)) {
          var its = samples.samples(labels);
          return its.get(its.size() - 1).timestampMillis();
        }
      }
      return Long.MIN_VALUE;
    } catch (NoSuchFileException e) {
      return Long.MIN_VALUE;
    }
  }

  /** Demands that all was published, and nothing else, by both oracles. */
  void demandAll(String... options) throws IOException {
    SeriesSamples found = WatchedSamples.ofBlocks(data());
    WatchedSamples expected = WatchedSamples.of(keeper);
    expected.compareWithGeode(found, "server");
    expected.compareWithConversion(found, scratch(), options);
  }

  /** Demands that what was published is what convert makes of it. */
  void demandConverted(String... options) throws IOException {
    WatchedSamples.of(keeper)
        .compareWithConversion(WatchedSamples.ofBlocks(data()), scratch(), options);
  }

  Path scratch() {
    return directory.resolve("converted-" + conversions++);
  }
}
