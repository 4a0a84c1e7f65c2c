package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A series that ticks seven times in each of some ranges, and what blocks hold of it then. */
final class TickedRanges {
  static final long RANGE_MILLIS = 10_000;
  static final BlockPolicy POLICY =
      new BlockPolicy(RANGE_MILLIS, 5, ChunkPlacement.SHARED, Long.MAX_VALUE);
  static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));

  /** More than there are blocks. */
  static final int ALL_AT_ONCE = 1000;

  private TickedRanges() {}

  static BlockBuilder builder(Path data, BlockListener listener, Executor executor, int atOnce) {
    return new BlockBuilder(data, POLICY, TestBlocks.ulids(), listener, executor, atOnce);
  }

  /** Opens a series and ticks seven times in each range; it is the series with number 0. */
  static void tickIn(Timeline timeline, int fromRange, int toRange) throws IOException {
    int up = timeline.open(UP);
    for (int range = fromRange; range < toRange; range++) {
      timeline.set(up, range);
      for (int tick = 0; tick < 7; tick++) {
        timeline.tick(range * RANGE_MILLIS + tick);
      }
    }
  }

  /** Requires that there are the blocks of so many ranges, with all their samples. */
  static void requireWhole(Path data, int ranges) throws IOException {
    assertThat(TestBlocks.names(data)).containsExactlyInAnyOrderElementsOf(ulids(ranges));
    for (int range = 0; range < ranges; range++) {
      SortedMap<LabelSet, SortedMap<Long, Long>> samples =
          TestBlocks.samplesOf(data.resolve(ulids(ranges).get(range)));
      assertThat(samples).containsOnlyKeys(UP);
      assertThat(samples.get(UP)).hasSize(7).containsEntry(range * RANGE_MILLIS + 6, (long) range);
      assertThat(samples.get(UP)).doesNotContainValue(StaleMarker.BITS);
    }
  }

  /** The first ULIDs that a builder gives. */
  static List<String> ulids(int count) {
    Supplier<Ulid> ulids = TestBlocks.ulids();
    return Stream.generate(ulids).limit(count).map(Ulid::toString).toList();
  }
}
