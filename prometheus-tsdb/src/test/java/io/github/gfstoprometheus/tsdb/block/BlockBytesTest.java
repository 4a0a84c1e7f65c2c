package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks that are as they always were, and blocks of very many ticks. */
class BlockBytesTest {
  @TempDir Path directory;

  /** Digests of all files, from before blocks were written side by side. */
  @ParameterizedTest
  @CsvSource({
    "IN_ORDER, 120, 3cb79ac8e5e699a0b62efa7c492a21bf6df35dfc22c089398383c2920f5cb18d",
    "SHARED, 7, b0b7eb40d2cd3b818f7a59e3a0b7aeb496f5bb2e288dc60bbf1d5c2408ce7019",
  })
  void theBytesOfBlocksAreThoseOfEarlierVersions(
      ChunkPlacement placement, int samplesPerChunk, String digest) throws Exception {
    BlockPolicy policy = new BlockPolicy(1_000_000, samplesPerChunk, placement, Long.MAX_VALUE);
    BlockBuilder builder =
        new BlockBuilder(directory, policy, TestBlocks.ulids(), BlockListener.NONE);
    List<Timeline> timelines = List.of(builder.addTimeline(), builder.addTimeline());
    List<LabelSet> names = RandomScript.names("metric", 30);
    for (int i = 0; i < 30; i++) {
      timelines.get(i % 2).open(names.get(i));
    }
    int[] numbers = {3, 3};
    for (int tick = 0; tick < 3000; tick++) {
      for (int i = 0; i < 2; i++) {
        Timeline timeline = timelines.get(i);
        if (tick % 700 == 100) {
          timeline.close(numbers[i]);
        } else if (tick % 700 == 600) {
          numbers[i] = timeline.open(names.get(6 + i));
        }
        timeline.set(4, tick);
        timeline.set(5, Double.doubleToRawLongBits(tick * 0.1));
        timeline.set(6, Double.doubleToRawLongBits(tick % 50 / 50.0));
        timeline.tick(tick * 1000L + (tick % 13 == 0 ? 1 + i : 0) - 500_000);
      }
    }
    for (Timeline timeline : timelines) {
      timeline.end();
    }
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (Path file : TestBlocks.files(directory)) {
      sha256.update(Files.readAllBytes(directory.resolve(file)));
    }
    assertThat(HexFormat.of().formatHex(sha256.digest())).isEqualTo(digest);
  }

  /** The count of a chunk has 16 bits. */
  @ParameterizedTest
  @CsvSource({"IN_ORDER, 0", "SHARED, 0", "IN_ORDER, 1", "SHARED, 1", "SHARED, 30000"})
  void moreTicksThanAChunkCanHoldAreInTheNext(ChunkPlacement placement, long thinMillis)
      throws IOException {
    BlockPolicy policy =
        new BlockPolicy(7_200_000, 65_535, placement, Long.MAX_VALUE, 0, thinMillis);
    Timeline timeline =
        new BlockBuilder(directory, policy, TestBlocks.ulids(), BlockListener.NONE).addTimeline();
    NaiveTimeline naive = new NaiveTimeline();
    List<LabelSet> names = RandomScript.names("m", 5);
    for (Timeline one : List.of(timeline, naive)) {
      int still = one.open(names.get(0));
      int changing = one.open(names.get(1));
      int alternating = one.open(names.get(2));
      int late = 0;
      one.set(still, 1);
      for (int tick = 0; tick < 70_000; tick++) {
        if (tick == 3) {
          one.open(names.get(3));
        } else if (tick == 65_000) {
          late = one.open(names.get(4));
        } else if (tick == 65_535) {
          one.close(late);
        } else if (tick == 69_999) {
          one.open(names.get(4));
        }
        one.set(changing, tick);
        one.set(alternating, tick / 40_000);
        one.tick(tick * 100L);
      }
      one.end();
    }
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = TestBlocks.samples(directory);
    assertThat(samples).isEqualTo(NaiveThinning.samples(naive, policy));
    assertThat(samples.get(names.get(1))).hasSize(70_000);
    Path block = directory.resolve(Blocks.list(directory).get(0));
    TestBlocks.requireChunks(block, 65_535);
    assertThat(BlockReader.open(block).series("number", "1").get(0).chunkCount()).isEqualTo(2);
  }
}
