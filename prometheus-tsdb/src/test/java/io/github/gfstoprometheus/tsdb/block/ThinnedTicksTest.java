package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Thinned blocks have exactly the samples that the rule names. */
class ThinnedTicksTest {
  private static final long RANGE_MILLIS = 10_000;
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));

  /** Ticks each second: a sample of five is kept, and ten are in a chunk. */
  private static final BlockPolicy FIVE_SECONDS =
      new BlockPolicy(1_000_000, 10, ChunkPlacement.SHARED, Long.MAX_VALUE)
          .withThinning(Duration.ofSeconds(5));

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "1, 2",
    "1, 120",
    "49, 3",
    "50, 5",
    "333, 2",
    "1000, 3",
    "1000, 65535",
    "2500, 480",
    "9999, 2",
    "10000, 5",
    "10001, 3",
    "25000, 2",
    "25000, 120",
    "9000000000000000, 65535",
  })
  void randomTimelinesHaveTheSamplesThatTheRuleNames(long periodMillis, int samplesPerChunk)
      throws IOException {
    for (ChunkPlacement placement : ChunkPlacement.values()) {
      BlockPolicy policy =
          new BlockPolicy(
              RANGE_MILLIS, samplesPerChunk, placement, Long.MAX_VALUE, 0, periodMillis);
      Path data = directory.resolve(placement.name());
      BlockBuilder builder = builder(data, policy);
      RandomTimelines timelines =
          new RandomTimelines(periodMillis + samplesPerChunk, builder, 3, 12, -15_000);
      timelines.play(10, 60, 50, 1);
      timelines.end();
      requireRule(data, policy, timelines.naive());
    }
  }

  private static void requireRule(Path data, BlockPolicy policy, List<NaiveTimeline> naive)
      throws IOException {
    SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>();
    naive.forEach(timeline -> expected.putAll(NaiveThinning.samples(timeline, policy)));
    assertThat(TestBlocks.samples(data)).isEqualTo(expected);
    requireChunks(data, policy.samplesPerChunk());
    long samples = expected.values().stream().mapToLong(Map::size).sum();
    assertThat(Blocks.metas(data).stream().mapToLong(BlockMeta::samples).sum()).isEqualTo(samples);
  }

  private static void requireChunks(Path data, int samplesPerChunk) throws IOException {
    for (String ulid : Blocks.list(data)) {
      TestBlocks.requireChunks(data.resolve(ulid), samplesPerChunk);
    }
  }

  /** Else a test of the rule would prove little. */
  @Test
  void mostSamplesOfRandomTimelinesAreLeftOut() throws IOException {
    BlockPolicy policy =
        new BlockPolicy(RANGE_MILLIS, 5, ChunkPlacement.SHARED, Long.MAX_VALUE, 0, 5000);
    RandomTimelines timelines = new RandomTimelines(1, builder(directory, policy), 3, 12, 0);
    timelines.play(10, 60, 50, 1);
    long all = timelines.samples().values().stream().mapToLong(Map::size).sum();
    timelines.end();
    long kept = Blocks.metas(directory).stream().mapToLong(BlockMeta::samples).sum();
    assertThat(kept).isBetween(all / 20, all / 2);
  }

  @ParameterizedTest
  @EnumSource
  void aBlockThatIsCutForMemoryBeginsAndEndsLikeAnyOther(ChunkPlacement placement)
      throws IOException {
    BlockPolicy policy = new BlockPolicy(RANGE_MILLIS, 3, placement, 7_000, 0, 700);
    Timeline timeline = builder(directory, policy).addTimeline();
    NaiveTimeline naive = new NaiveTimeline();
    timeline.open(UP); // whose last sample in each block is that of its last tick
    naive.open(UP);
    RandomScript script = new RandomScript(1, 0, RandomScript.names("metric", 6), naive, timeline);
    script.play(600, 50, 3);
    script.end();
    List<BlockMeta> blocks = Blocks.metas(directory);
    List<List<Long>> ticks = new ArrayList<>();
    for (BlockMeta block : blocks) {
      ticks.add(naive.ticks().stream().filter(tick -> isIn(block, tick)).toList());
    }
    assertThat(ticks.stream().mapToInt(List::size).sum()).isEqualTo(naive.ticks().size());
    long ranges = ticks.stream().map(block -> block.get(0) / RANGE_MILLIS).distinct().count();
    assertThat(blocks).hasSizeGreaterThan((int) ranges + 5);
    assertThat(TestBlocks.samples(directory))
        .isEqualTo(NaiveThinning.samples(naive.samples(), ticks, 700));
    requireChunks(directory, 3);
  }

  private static boolean isIn(BlockMeta block, long millis) {
    return block.minMillis() <= millis && millis < block.endMillis();
  }

  @Test
  void ofEqualValuesTheFirstTheLastAndOneInEachPeriodAreKept() throws IOException {
    Timeline timeline = builder(directory, FIVE_SECONDS).addTimeline();
    timeline.tick(2000);
    int up = timeline.open(UP);
    ticks(timeline, 3, 23);
    timeline.set(up, 1);
    ticks(timeline, 23, 24); // one alone
    timeline.set(up, 2);
    ticks(timeline, 24, 26);
    timeline.close(up);
    ticks(timeline, 26, 31);
    timeline.open(UP);
    ticks(timeline, 31, 38);
    timeline.end();
    SortedMap<Long, Long> expected = new TreeMap<>();
    for (long second : new long[] {3, 5, 10, 15, 20, 22, 31, 35, 37}) {
      expected.put(second * 1000, 0L);
    }
    expected.put(23_000L, 1L);
    expected.put(24_000L, 2L);
    expected.put(25_000L, 2L);
    expected.put(26_000L, StaleMarker.BITS);
    assertThat(TestBlocks.samples(directory).get(UP)).isEqualTo(expected);
  }

  /** The ticks 2, 7, 12 … would be nearer to a period apart for a series that begins at 2. */
  @Test
  void allSeriesKeepTheSameTicks() throws IOException {
    Timeline timeline = builder(directory, FIVE_SECONDS).addTimeline();
    List<LabelSet> names = RandomScript.names("m", 20);
    for (int second = 0; second < 20; second++) {
      timeline.open(names.get(second));
      ticks(timeline, second, second + 1);
    }
    ticks(timeline, 20, 61);
    timeline.end();
    for (SortedMap<Long, Long> samples : TestBlocks.samples(directory).values()) {
      assertThat(samples.tailMap(20_000L).keySet())
          .containsExactly(
              20_000L, 25_000L, 30_000L, 35_000L, 40_000L, 45_000L, 50_000L, 55_000L, 60_000L);
    }
  }

  @Test
  void seriesThatKeepStillTakeTheirChunksOnce() throws IOException {
    Timeline timeline = builder(directory, FIVE_SECONDS).addTimeline();
    int number = 0;
    for (LabelSet labels : RandomScript.names("still", 40)) {
      timeline.set(timeline.open(labels), number++ % 4);
    }
    ticks(timeline, 0, 200);
    timeline.end();
    // 40 of the grid, and the last tick
    assertThat(onlyMeta().samples()).isEqualTo(40 * 41);
    assertThat(onlyMeta().chunks()).isEqualTo(40 * 5);
    assertThat(TestBlocks.chunkRecords(onlyBlock())).isEqualTo(4 * 5);
  }

  @Test
  void seriesThatBeginLateOrChangeSeldomShareTheChunksAfterThat() throws IOException {
    Timeline timeline = builder(directory, FIVE_SECONDS).addTimeline();
    List<LabelSet> names = RandomScript.names("m", 6);
    timeline.open(names.get(0));
    int other = timeline.open(names.get(1));
    timeline.set(other, 1);
    int changing = timeline.open(names.get(2));
    ticks(timeline, 0, 13);
    timeline.open(names.get(3)); // both late
    timeline.open(names.get(4));
    ticks(timeline, 13, 73);
    timeline.set(changing, 1);
    ticks(timeline, 73, 200);
    timeline.end();
    // From 0 s, 50 s, 100 s, 150 s on, and the last tick: with 0 and with 1; from 13 s to 45 s; and
    // of the one that changes 50 s to 85 s with 72 s and 73 s, and what is left of the window.
    assertThat(TestBlocks.chunkRecords(onlyBlock())).isEqualTo(2 * 5 + 1 + 2);
    assertThat(onlyMeta().chunks()).isEqualTo(2 * 5 + 6 + 2 * 5);
  }

  /** It begins and ends at the same ticks, and with the same value. */
  @Test
  void aChunkWithinWhichAValueReturnsIsNotTakenForOneThatKeepsStill() throws IOException {
    Timeline timeline = builder(directory, FIVE_SECONDS.withSamplesPerChunk(100)).addTimeline();
    int[] series = RandomScript.names("m", 3).stream().mapToInt(timeline::open).toArray();
    ticks(timeline, 0, 12);
    timeline.set(series[0], 1);
    timeline.set(series[2], 2);
    ticks(timeline, 12, 14);
    timeline.set(series[0], 0);
    timeline.set(series[2], 0);
    ticks(timeline, 14, 23);
    timeline.end();
    List<SortedMap<Long, Long>> samples = List.copyOf(TestBlocks.samples(directory).values());
    assertThat(samples.get(0)).containsEntry(12_000L, 1L).containsEntry(22_000L, 0L).hasSize(10);
    assertThat(samples.get(1)).containsOnlyKeys(0L, 5_000L, 10_000L, 15_000L, 20_000L, 22_000L);
    assertThat(samples.get(1).values()).containsOnly(0L);
    assertThat(samples.get(2)).containsEntry(12_000L, 2L).containsEntry(22_000L, 0L).hasSize(10);
    assertThat(TestBlocks.chunkRecords(onlyBlock())).isEqualTo(3);
  }

  /** Where they stand changes nothing of what they are. */
  @Test
  void chunksInOrderHaveTheSamplesOfSharedOnes() throws IOException {
    List<Long> records = new ArrayList<>();
    for (ChunkPlacement placement : ChunkPlacement.values()) {
      Path data = directory.resolve(placement.name());
      Timeline timeline = builder(data, FIVE_SECONDS.withPlacement(placement)).addTimeline();
      RandomScript.names("still", 40).forEach(timeline::open);
      ticks(timeline, 0, 200);
      timeline.end();
      Path block = data.resolve(Blocks.list(data).get(0));
      records.add((long) TestBlocks.chunkRecords(block));
      records.add(BlockReader.open(block).meta().chunks());
    }
    assertThat(records).containsExactly(40 * 5L, 40 * 5L, 5L, 40 * 5L);
    assertThat(TestBlocks.samples(directory.resolve("SHARED")))
        .isEqualTo(TestBlocks.samples(directory.resolve("IN_ORDER")));
  }

  private Path onlyBlock() throws IOException {
    return directory.resolve(onlyMeta().ulid());
  }

  private BlockMeta onlyMeta() throws IOException {
    List<BlockMeta> metas = Blocks.metas(directory);
    assertThat(metas).hasSize(1);
    return metas.get(0);
  }

  private static BlockBuilder builder(Path data, BlockPolicy policy) {
    return new BlockBuilder(data, policy, TestBlocks.ulids(), BlockListener.NONE);
  }

  /** Ticks each second. */
  private static void ticks(Timeline timeline, int fromSecond, int endSecond) throws IOException {
    for (int second = fromSecond; second < endSecond; second++) {
      timeline.tick(second * 1000L);
    }
  }
}
