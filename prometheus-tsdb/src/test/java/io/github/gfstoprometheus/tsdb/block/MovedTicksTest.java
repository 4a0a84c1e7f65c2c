package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a tolerance, all samples are there in their order and their range, at times nearby. */
class MovedTicksTest {
  private static final long RANGE_MILLIS = 10_000;
  private static final BlockPolicy POLICY =
      new BlockPolicy(RANGE_MILLIS, 7, ChunkPlacement.SHARED, Long.MAX_VALUE);

  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));

  /** No tick is moved further, whatever the tolerance. */
  private static final long WIDEST_MILLIS = 100;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "1, 200, 1, SHARED",
    "2, 200, 3, IN_ORDER",
    "10, 200, 10, SHARED",
    "99, 200, 40, SHARED",
    "500, 200, 40, IN_ORDER",
    "1, 3, 2, SHARED",
    "5, 3, 2, IN_ORDER",
    "5, 40, 2, SHARED",
    "50, 40, 30, SHARED",
    "100000, 1000, 5, SHARED",
  })
  void samplesKeepTheirValuesAndTheirOrderWithinTheTolerance(
      long toleranceMillis, int stepMillis, int jitterMillis, ChunkPlacement placement)
      throws IOException {
    BlockPolicy policy =
        POLICY.withPlacement(placement).withTolerance(Duration.ofMillis(toleranceMillis));
    RandomTimelines timelines =
        new RandomTimelines(toleranceMillis, builder(directory, policy), 2, 8, -1_000);
    timelines.playUneven(stepMillis > 500 ? 60 : 300, stepMillis, jitterMillis, 2);
    timelines.end();
    Written written = new Written(directory);
    assertThat(written.requireMoved(timelines.naive(), Math.min(toleranceMillis, WIDEST_MILLIS)))
        .isPositive();
    written.requireApart();
  }

  /** The ticks of one timeline; those of several may be cut at different times. */
  @ParameterizedTest
  @CsvSource({"1, 40, 2", "30, 40, 20", "1000, 20, 10", "5, 2, 1"})
  void blocksThatAreCutForMemoryDoNotOverlap(long toleranceMillis, int stepMillis, int jitterMillis)
      throws IOException {
    BlockPolicy policy =
        POLICY.withMemoryBytes(7_000).withTolerance(Duration.ofMillis(toleranceMillis));
    RandomTimelines timelines =
        new RandomTimelines(7, builder(directory, policy), 1, 6, RANGE_MILLIS - 2_000);
    timelines.playUneven(1000, stepMillis, jitterMillis, 3);
    timelines.end();
    Written written = new Written(directory);
    assertThat(written.metas).hasSizeGreaterThan(written.ranges() + 5);
    assertThat(written.requireMoved(timelines.naive(), Math.min(toleranceMillis, WIDEST_MILLIS)))
        .isPositive();
    written.requireApart();
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 20, 1000})
  void severalTimelinesThatAreCutForMemoryKeepTheirSamples(long toleranceMillis)
      throws IOException {
    BlockPolicy policy =
        POLICY.withMemoryBytes(20_000).withTolerance(Duration.ofMillis(toleranceMillis));
    BlockBuilder builder = builder(directory, policy);
    long startMillis = RANGE_MILLIS - 2_000;
    RandomTimelines timelines = new RandomTimelines(8, builder, 3, 6, startMillis);
    timelines.playUnevenTogether(builder, startMillis, startMillis + 20_000, 40, 15);
    timelines.end();
    Written written = new Written(directory);
    assertThat(written.metas).hasSizeGreaterThan(written.ranges() + 3);
    assertThat(written.requireMoved(timelines.naive(), Math.min(toleranceMillis, WIDEST_MILLIS)))
        .isPositive();
  }

  /** There the first and the last tick of a range have no room on one side. */
  @Test
  void ticksAtTheBordersOfRangesStayWithin() throws IOException {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      Path data = directory.resolve(String.valueOf(seed));
      Timeline timeline = builder(data, POLICY.withTolerance(Duration.ofMillis(60))).addTimeline();
      NaiveTimeline naive = new NaiveTimeline();
      int up = timeline.open(UP);
      naive.open(UP);
      for (long start = -2 * RANGE_MILLIS; start < 4 * RANGE_MILLIS; start += RANGE_MILLIS) {
        for (int second = 0; second <= 10; second++) {
          long millis = start + second * 1000L + random.nextInt(-20, 21);
          millis = Math.min(Math.max(start, millis), start + RANGE_MILLIS - 1);
          timeline.set(up, millis);
          naive.set(0, millis);
          timeline.tick(millis);
          naive.tick(millis);
        }
      }
      timeline.end();
      Written written = new Written(data);
      assertThat(written.metas).hasSize(6);
      assertThat(written.requireMoved(List.of(naive), 60)).isPositive();
      written.requireApart();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, 15_000})
  void withoutToleranceNoTickMoves(long memoryBytes) throws IOException {
    BlockPolicy policy =
        POLICY
            .withMemoryBytes(memoryBytes)
            .withTolerance(Duration.ofMillis(9))
            .withTolerance(Duration.ZERO);
    RandomTimelines timelines = new RandomTimelines(3, builder(directory, policy), 2, 8, 0);
    timelines.playUneven(200, 200, 40, 2);
    timelines.end();
    assertThat(new Written(directory).requireMoved(timelines.naive(), 0)).isZero();
  }

  /** Periods are those of the times that are written. */
  @ParameterizedTest
  @CsvSource({"3, 1000", "40, 100", "100, 777"})
  void movedTicksAreThinnedAtTheTimesTheyHave(long toleranceMillis, long periodMillis)
      throws IOException {
    BlockPolicy all = POLICY.withTolerance(Duration.ofMillis(toleranceMillis));
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = writeWithUp(all);
    SortedMap<LabelSet, SortedMap<Long, Long>> thinned =
        writeWithUp(all.withThinning(Duration.ofMillis(periodMillis)));
    List<List<Long>> ranges =
        NaiveThinning.ranges(List.copyOf(samples.get(UP).keySet()), RANGE_MILLIS);
    assertThat(thinned).isEqualTo(NaiveThinning.samples(samples, ranges, periodMillis));
  }

  /** A random timeline with one series more, which has a sample at each tick. */
  private SortedMap<LabelSet, SortedMap<Long, Long>> writeWithUp(BlockPolicy policy)
      throws IOException {
    Path data = directory.resolve(String.valueOf(policy.thinMillis()));
    Timeline timeline = builder(data, policy).addTimeline();
    timeline.open(UP);
    RandomScript script =
        new RandomScript(1, 0, RandomScript.names("m", 6), timeline, new NaiveTimeline());
    for (int tick = 0; tick < 300; tick++) {
      script.play(1, 100 + tick % 7, 1);
    }
    script.end();
    return TestBlocks.samples(data);
  }

  private static BlockBuilder builder(Path data, BlockPolicy policy) {
    return new BlockBuilder(data, policy, TestBlocks.ulids(), BlockListener.NONE);
  }

  /** All that blocks hold. */
  private static final class Written {
    final List<BlockMeta> metas;
    private final SortedMap<LabelSet, SortedMap<Long, Long>> samples;

    /** Reads blocks, which must hold what they say. */
    Written(Path data) throws IOException {
      metas = Blocks.metas(data);
      samples = TestBlocks.samples(data);
      for (BlockMeta meta : metas) {
        requireMeta(data.resolve(meta.ulid()), meta);
      }
      // No two samples of a series have one time.
      assertThat(samples.values().stream().mapToLong(Map::size).sum())
          .isEqualTo(metas.stream().mapToLong(BlockMeta::samples).sum());
    }

    private static void requireMeta(Path block, BlockMeta meta) throws IOException {
      SortedMap<LabelSet, SortedMap<Long, Long>> samples = TestBlocks.samplesOf(block);
      assertThat(samples.values().stream().mapToLong(one -> one.firstKey()).min())
          .hasValue(meta.minMillis());
      assertThat(samples.values().stream().mapToLong(one -> one.lastKey()).max())
          .hasValue(meta.endMillis() - 1);
      assertThat(samples.values().stream().mapToLong(Map::size).sum()).isEqualTo(meta.samples());
      assertThat(range(meta.minMillis())).isEqualTo(range(meta.endMillis() - 1));
      TestBlocks.requireChunks(block, POLICY.samplesPerChunk());
    }

    int ranges() {
      return (int) metas.stream().map(meta -> range(meta.minMillis())).distinct().count();
    }

    /** Requires that each block begins after the one before it has ended. */
    void requireApart() {
      for (int i = 1; i < metas.size(); i++) {
        assertThat(metas.get(i).minMillis()).isGreaterThanOrEqualTo(metas.get(i - 1).endMillis());
      }
    }

    /**
     * Requires all samples of these timelines and no others, in their ranges, at times that are the
     * same for all series of a timeline. Returns how many ticks have moved.
     */
    int requireMoved(List<NaiveTimeline> timelines, long mostMillis) {
      int moved = 0;
      int series = 0;
      for (NaiveTimeline timeline : timelines) {
        SortedMap<Long, Long> times = new TreeMap<>();
        timeline
            .samples()
            .forEach((labels, expected) -> match(expected, samples.get(labels), times));
        long before = Long.MIN_VALUE;
        for (Map.Entry<Long, Long> tick : times.entrySet()) {
          assertThat(tick.getValue()).isGreaterThan(before);
          assertThat(Math.abs(tick.getValue() - tick.getKey())).isLessThanOrEqualTo(mostMillis);
          assertThat(range(tick.getValue())).isEqualTo(range(tick.getKey()));
          before = tick.getValue();
          moved += tick.getValue().equals(tick.getKey()) ? 0 : 1;
        }
        series += timeline.samples().size();
      }
      assertThat(samples).hasSize(series);
      return moved;
    }

    private static void match(
        SortedMap<Long, Long> expected, SortedMap<Long, Long> actual, Map<Long, Long> times) {
      assertThat(actual.values()).containsExactlyElementsOf(expected.values());
      Iterator<Long> actualTimes = actual.keySet().iterator();
      for (Long time : expected.keySet()) {
        Long actualTime = actualTimes.next();
        assertThat(actualTime).isEqualTo(times.getOrDefault(time, actualTime));
        times.put(time, actualTime);
      }
    }

    private static long range(long millis) {
      return Math.floorDiv(millis, RANGE_MILLIS);
    }
  }
}
