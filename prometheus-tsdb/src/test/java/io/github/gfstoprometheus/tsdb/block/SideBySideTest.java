package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several timelines that advance together, each in a thread of its own. */
class SideBySideTest {
  private static final int TIMELINES = 5;
  private static final long START_MILLIS = -40_000;
  private static final long END_MILLIS = 60_000;
  private static final long STRIDE_MILLIS = 2_500;

  private static final BlockPolicy POLICY =
      new BlockPolicy(10_000, 50, ChunkPlacement.SHARED, Long.MAX_VALUE);
  private static final BlockPolicy TIGHT = POLICY.withMemoryBytes(200_000);

  @TempDir Path directory;

  private final SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>();

  @Test
  void allSamplesAreInOneBlockForEachRange() throws Exception {
    write(directory, POLICY, 4);
    assertThat(TestBlocks.samples(directory)).isEqualTo(expected);
    assertThat(requireApart(directory)).hasSize(10);
  }

  @Test
  void whatIsTooMuchIsCutAtOneTimeForAll() throws Exception {
    write(directory, TIGHT, 4);
    assertThat(TestBlocks.samples(directory)).isEqualTo(expected);
    assertThat(requireApart(directory)).hasSizeBetween(15, 40);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void anyNumberOfThreadsGivesTheSameBytes(int threads) throws Exception {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    write(first, TIGHT, 4);
    write(second, TIGHT, threads);
    TestBlocks.requireSameFiles(second, first);
  }

  @Test
  void aTimelineThatStartsLaterLeavesOutWhatWasBefore() throws IOException {
    LabelSet up = LabelSet.of(Map.of("__name__", "up"));
    try (BlockBuilder builder = builder(directory, POLICY)) {
      builder.addTimeline().end();
      Timeline late = builder.addTimeline(15_000);
      late.open(up);
      late.tick(14_999);
      builder.advancedTo(15_000);
      assertThat(TestBlocks.names(directory)).isEmpty();
      late.tick(15_000);
      late.tick(25_000);
      late.end();
    }
    assertThat(TestBlocks.samples(directory))
        .isEqualTo(Map.of(up, Map.of(15_000L, 0L, 25_000L, 0L)));
  }

  private void write(Path data, BlockPolicy policy, int threads) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (BlockBuilder builder = builder(data, policy)) {
      List<NaiveTimeline> naive = new ArrayList<>();
      List<RandomScript> scripts = new ArrayList<>();
      for (int i = 0; i < TIMELINES; i++) {
        NaiveTimeline one = new NaiveTimeline();
        naive.add(one);
        List<LabelSet> names = RandomScript.names("metric" + i, 12);
        scripts.add(new RandomScript(i, START_MILLIS + i * 10L, names, one, builder.addTimeline()));
      }
      for (long end = START_MILLIS; end <= END_MILLIS; end += STRIDE_MILLIS) {
        long endMillis = end;
        List<Callable<Void>> tasks = new ArrayList<>();
        for (RandomScript script : scripts) {
          tasks.add(
              () -> {
                script.playUntil(endMillis, 10, 4);
                return null;
              });
        }
        for (Future<Void> played : executor.invokeAll(tasks)) {
          played.get();
        }
        builder.advancedTo(endMillis);
      }
      for (RandomScript script : scripts) {
        script.end();
      }
      expected.clear();
      naive.forEach(timeline -> expected.putAll(timeline.samples()));
    } finally {
      executor.shutdownNow();
    }
  }

  private static BlockBuilder builder(Path data, BlockPolicy policy) {
    return new BlockBuilder(data, policy, TestBlocks.ulids(), BlockListener.NONE);
  }

  private static List<BlockReader> requireApart(Path data) throws IOException {
    List<BlockReader> blocks = BlockReader.openAll(data);
    long endMillis = Long.MIN_VALUE;
    for (BlockReader block : blocks) {
      assertThat(block.meta().minMillis()).isGreaterThanOrEqualTo(endMillis);
      endMillis = block.meta().endMillis();
      assertThat(Math.floorDiv(endMillis - 1, 10_000))
          .isEqualTo(Math.floorDiv(block.meta().minMillis(), 10_000));
    }
    return blocks;
  }
}
