package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks that end before their range does, because memory is short. */
class BlockMemoryTest {
  private static final BlockPolicy POLICY =
      new BlockPolicy(10_000, 5, ChunkPlacement.IN_ORDER, Long.MAX_VALUE);
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));
  private static final LabelSet DOWN = LabelSet.of(Map.of("__name__", "down"));

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void whatOutgrowsTheMemoryIsWrittenBeforeItsRangeHasEnded(ChunkPlacement placement)
      throws IOException {
    BlockPolicy tight = POLICY.withMemoryBytes(10_000).withPlacement(placement);
    Timeline timeline =
        new BlockBuilder(directory, tight, TestBlocks.ulids(), BlockListener.NONE).addTimeline();
    SortedMap<Long, Long> said = new TreeMap<>();
    int up = timeline.open(UP);
    timeline.open(DOWN);
    for (long millis = 1; millis < 2_000; millis++) {
      timeline.set(up, Double.doubleToRawLongBits((double) millis));
      timeline.tick(millis);
      said.put(millis, Double.doubleToRawLongBits((double) millis));
    }
    timeline.end();
    List<BlockReader> blocks = BlockReader.openAll(directory);
    assertThat(blocks).hasSizeBetween(3, 10);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).meta().minMillis()).isEqualTo(blocks.get(i - 1).meta().endMillis());
    }
    assertThat(TestBlocks.samples(directory).get(UP)).isEqualTo(said);
    assertThat(TestBlocks.samples(directory).get(DOWN)).hasSize(said.size());
  }

  @Test
  void openSeriesThatAloneOutgrowTheMemoryDoNotMakeBlocksTiny() throws IOException {
    BlockPolicy tight = POLICY.withMemoryBytes(10_000);
    Timeline timeline =
        new BlockBuilder(directory, tight, TestBlocks.ulids(), BlockListener.NONE).addTimeline();
    for (int i = 0; i < 100; i++) {
      timeline.open(LabelSet.of(Map.of("__name__", "up", "number", String.valueOf(i))));
    }
    for (long millis = 1; millis < 1_000; millis++) {
      timeline.tick(millis);
    }
    timeline.end();
    assertThat(BlockReader.openAll(directory)).hasSize(1);
  }
}
