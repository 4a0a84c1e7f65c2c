package io.github.gfstoprometheus.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.ChunkPlacement;
import io.github.gfstoprometheus.tsdb.block.TestBlocks;
import io.github.gfstoprometheus.tsdb.head.RandomSamples.Order;
import io.github.gfstoprometheus.tsdb.head.SampleSink.Outcome;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HeadTest {
  private static final long ANY = Long.MAX_VALUE;
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));
  private static final BlockPolicy POLICY =
      new BlockPolicy(60_000, 20, ChunkPlacement.IN_ORDER, 1 << 20);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void anyOrderGivesTheFirstSampleOfEachTime(Order order) throws IOException {
    for (int seed = 0; seed < 3; seed++) {
      Path data = directory.resolve(order + "-" + seed);
      Head head = write(data, POLICY, ANY, RandomSamples.of(seed, order, 12, 300));
      assertThat(head.partCount()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TIME_MAJOR, 16000",
    "SERIES_MAJOR, 16000",
    "BATCHES, 16000",
    "SHUFFLED, 40000",
    "SHUFFLED, 16000",
    "BACKWARDS, 16000",
    "SERIES_MAJOR, 5000",
    "SHUFFLED, 5000",
    "TIME_MAJOR, 1",
  })
  void whatMemoryCannotHoldIsMergedFromParts(Order order, long memoryBytes) throws IOException {
    for (ChunkPlacement placement : ChunkPlacement.values()) {
      Path data = directory.resolve(placement.name());
      BlockPolicy tight = POLICY.withMemoryBytes(memoryBytes).withPlacement(placement);
      Head head = write(data, tight, ANY, RandomSamples.of(7, order, 12, 300));
      assertThat(head.partCount()).isGreaterThan(3);
      assertThat(BlockReader.openAll(data))
          .as("one a range")
          .hasSameSizeAs(blocks(order, placement));
    }
  }

  /** The same with all the memory there is. */
  private List<BlockReader> blocks(Order order, ChunkPlacement placement) throws IOException {
    Path data = directory.resolve("roomy-" + placement);
    write(data, POLICY.withPlacement(placement), ANY, RandomSamples.of(7, order, 12, 300));
    return BlockReader.openAll(data);
  }

  @ParameterizedTest
  @CsvSource({
    "TIME_MAJOR, 0, 1000000",
    "TIME_MAJOR, 0, 12000",
    "TIME_MAJOR, 10000, 12000",
    "NEARLY_IN_ORDER, 0, 1000000",
    "NEARLY_IN_ORDER, 1000, 1000000",
    "NEARLY_IN_ORDER, 1000, 12000",
    "NEARLY_IN_ORDER, 2000, 12000",
    "BATCHES, 7000, 1000000",
    "BATCHES, 7000, 12000",
    "BATCHES, 70000, 12000",
    "SHUFFLED, 100000, 12000",
    "BACKWARDS, 5000, 12000",
  })
  void withAWindowBlocksComeAsSoonAsTheyCan(Order order, long windowMillis, long memoryBytes)
      throws IOException {
    for (int seed = 0; seed < 2; seed++) {
      Path data = directory.resolve(String.valueOf(seed));
      BlockPolicy policy = POLICY.withMemoryBytes(memoryBytes);
      write(data, policy, windowMillis, RandomSamples.of(seed, order, 12, 300));
    }
  }

  @Test
  void whatIsFinalIsPublishedBeforeItsRangeIsOverIfMemoryIsShort() throws IOException {
    BlockPolicy policy = new BlockPolicy(10_000_000, 20, ChunkPlacement.IN_ORDER, 20_000);
    Head head =
        write(directory, policy, 2_000, RandomSamples.of(1, Order.NEARLY_IN_ORDER, 10, 2_000));
    assertThat(head.partCount()).isZero();
    assertThat(BlockReader.openAll(directory)).hasSizeGreaterThan(5);
  }

  @Test
  void theSameSamplesGiveTheSameBytes() throws IOException {
    BlockPolicy tight = POLICY.withMemoryBytes(10_000);
    for (Order order : Order.values()) {
      Path once = directory.resolve(order + "-1");
      Path again = directory.resolve(order + "-2");
      write(once, tight, 150_000, RandomSamples.of(3, order, 30, 200));
      write(again, tight, 150_000, RandomSamples.of(3, order, 30, 200));
      TestBlocks.requireSameFiles(again, once);
    }
  }

  /** Each range has a part or two of its own. */
  @Test
  void samplesFarApartStayWithinMemory() throws IOException {
    BlockPolicy policy = new BlockPolicy(2_000, 20, ChunkPlacement.IN_ORDER, 20_000);
    Head head = write(directory, policy, ANY, RandomSamples.of(1, Order.SHUFFLED, 3, 200));
    assertThat(head.partCount()).isGreaterThan(50);
  }

  @Test
  void aRangeOfHundredsOfPartsNeverHasManyAtATime() throws IOException {
    BlockPolicy policy = new BlockPolicy(100_000_000, 20, ChunkPlacement.IN_ORDER, 4_000);
    RandomSamples input = RandomSamples.of(1, Order.SHUFFLED, 5, 2_000);
    ModelSink model = new ModelSink(ANY);
    int most = 0;
    try (Head head = new Head(directory, policy, ANY, TestBlocks.ulids(), BlockListener.NONE)) {
      for (RandomSamples.Sample sample : input.samples()) {
        model.add(model.series(sample.labels()), sample.millis(), sample.valueBits());
        long parts = head.partCount();
        head.add(head.series(sample.labels()), sample.millis(), sample.valueBits());
        if (head.partCount() > parts) {
          most = Math.max(most, directories());
        }
      }
      head.finish();
      assertThat(head.partCount()).isGreaterThan(16 * 16);
    }
    // Those not merged yet, those merged once and those merged twice, with chunks of their own; and
    // the block's, on both sides of the epoch.
    assertThat(most).isBetween(20, 2 * (2 * (15 + 15 + 2) + 2) + 1);
    assertThat(TestBlocks.samples(directory)).isEqualTo(model.samples());
  }

  private int directories() throws IOException {
    try (var files = Files.walk(directory)) {
      return (int) files.filter(Files::isDirectory).count();
    }
  }

  @Test
  void whatCanBeToldAtOnceIsTold() throws IOException {
    try (Head head = head(POLICY, 50_000)) {
      int up = head.series(UP);
      assertThat(head.add(up, 10_000, 1)).isEqualTo(Outcome.TAKEN);
      assertThat(head.add(up, 10_000, 1)).isEqualTo(Outcome.REPEATED);
      assertThat(head.add(up, 10_000, 2)).isEqualTo(Outcome.CONFLICTING);
      assertThat(head.add(up, 12_000, 1)).isEqualTo(Outcome.TAKEN);
      assertThat(head.add(up, 10_000, 1)).as("in the chunk").isEqualTo(Outcome.REPEATED);
      assertThat(head.add(up, 10_000, 2)).as("in the chunk").isEqualTo(Outcome.CONFLICTING);
      assertThat(head.add(up, 11_000, 3)).as("late").isEqualTo(Outcome.TAKEN);
      assertThat(head.add(up, 11_000, 3)).isEqualTo(Outcome.REPEATED);
      assertThat(head.add(up, 11_000, 4)).isEqualTo(Outcome.CONFLICTING);
      assertThat(head.add(up, 60_000, 5)).as("the next range").isEqualTo(Outcome.TAKEN);
      assertThat(head.add(up, 9_999, 5)).isEqualTo(Outcome.TOO_LATE);
      assertThat(head.add(up, 12_000, 1)).as("back again").isEqualTo(Outcome.REPEATED);
      assertThat(head.add(up, 10_001, 5)).isEqualTo(Outcome.TAKEN);
      head.finish();
      assertThat(head.repeated() + head.conflicting()).isZero();
    }
    assertThat(TestBlocks.samples(directory))
        .isEqualTo(
            Map.of(UP, Map.of(10_000L, 1L, 10_001L, 5L, 11_000L, 3L, 12_000L, 1L, 60_000L, 5L)));
  }

  @Test
  void whatIsSeenWhenItIsWrittenIsCounted() throws IOException {
    try (Head head = head(POLICY, ANY)) {
      int up = head.series(UP);
      for (int i = 0; i < 50; i++) {
        head.add(up, i, 1);
      }
      for (int i = 0; i < 15; i++) {
        assertThat(head.add(up, i, i < 5 ? 2 : 1)).isEqualTo(Outcome.TAKEN);
      }
      head.finish();
      assertThat(head.repeated()).isEqualTo(10);
      assertThat(head.conflicting()).isEqualTo(5);
    }
    assertThat(TestBlocks.samples(directory).get(UP)).hasSize(50).containsEntry(3L, 1L);
  }

  @Test
  void aRangeIsPublishedWhenNothingCanComeForIt() throws IOException {
    try (Head head = head(POLICY, 5_000)) {
      int up = head.series(UP);
      head.add(up, 59_999, 1);
      head.add(up, 64_999, 1);
      assertThat(BlockReader.openAll(directory)).isEmpty();
      head.add(up, 65_000, 1);
      assertThat(BlockReader.openAll(directory)).hasSize(1);
      assertThat(head.add(up, 59_999, 1)).isEqualTo(Outcome.TOO_LATE);
      assertThat(head.add(up, 60_000, 1)).isEqualTo(Outcome.TAKEN);
      head.finish();
    }
    assertThat(TestBlocks.samples(directory).get(UP))
        .containsOnlyKeys(59_999L, 60_000L, 64_999L, 65_000L);
  }

  @Test
  void timesReachFromMinusToPlusTwoToThe62() throws IOException {
    long min = -(1L << 62);
    long max = (1L << 62) - 1;
    for (long range : new long[] {1, 7_200_000, (1L << 62) + 1, Long.MAX_VALUE}) {
      Path data = directory.resolve(String.valueOf(range));
      BlockPolicy policy = new BlockPolicy(range, 2, ChunkPlacement.IN_ORDER, 1 << 20);
      try (Head head = new Head(data, policy, ANY, TestBlocks.ulids(), BlockListener.NONE)) {
        int up = head.series(UP);
        for (long millis : new long[] {0, min, max, -1, min + 1}) {
          assertThat(head.add(up, millis, StaleMarker.BITS)).isEqualTo(Outcome.TAKEN);
        }
        for (long millis : new long[] {min - 1, max + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
          assertThatIllegalArgumentException()
              .isThrownBy(() -> head.add(up, millis, 1))
              .withMessageContaining(String.valueOf(millis));
        }
        head.finish();
      }
      assertThat(TestBlocks.samples(data).get(UP)).containsOnlyKeys(min, min + 1, -1L, 0L, max);
    }
  }

  @Test
  void misuseIsToldApart() throws IOException {
    assertThatIllegalArgumentException().isThrownBy(() -> head(POLICY, -1));
    Head head = head(POLICY, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> head.series(LabelSet.of(Map.of())));
    assertThatIllegalArgumentException().isThrownBy(() -> head.add(0, 1, 1));
    int up = head.series(UP);
    int down = head.series(UP.with("__name__", "down"));
    assertThat(down).isNotEqualTo(up);
    assertThatIllegalArgumentException().isThrownBy(() -> head.add(up, 1, 1));
    head.finish();
    assertThatIllegalStateException().isThrownBy(() -> head.series(UP));
    assertThatIllegalStateException().isThrownBy(() -> head.add(down, 1, 1));
    assertThatIllegalStateException().isThrownBy(head::finish);
    head.close();
    assertThatCode(head::close).doesNotThrowAnyException();
    assertThat(directory).isEmptyDirectory();
  }

  /** Writes the samples and requires that they can be read, and that the rest was counted. */
  private static Head write(Path data, BlockPolicy policy, long windowMillis, RandomSamples input)
      throws IOException {
    ModelSink model = new ModelSink(windowMillis);
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    Head head = new Head(data, policy, windowMillis, TestBlocks.ulids(), BlockListener.NONE);
    for (RandomSamples.Sample sample : input.samples()) {
      int series = head.series(sample.labels());
      Outcome outcome = head.add(series, sample.millis(), sample.valueBits());
      outcomes.merge(outcome, 1L, Long::sum);
      Outcome expected =
          model.add(model.series(sample.labels()), sample.millis(), sample.valueBits());
      assertThat(outcome == Outcome.TOO_LATE).isEqualTo(expected == Outcome.TOO_LATE);
      assertThat(head.heldBytes()).isLessThanOrEqualTo(policy.memoryBytes());
    }
    head.finish();
    head.close();
    assertThat(head.heldBytes()).isZero();
    assertThat(TestBlocks.samples(data)).isEqualTo(model.samples());
    long repeated = outcomes.getOrDefault(Outcome.REPEATED, 0L) + head.repeated();
    long conflicting = outcomes.getOrDefault(Outcome.CONFLICTING, 0L) + head.conflicting();
    assertThat(repeated + conflicting)
        .isEqualTo(model.count(Outcome.REPEATED) + model.count(Outcome.CONFLICTING));
    assertThat(conflicting).isLessThanOrEqualTo(model.count(Outcome.CONFLICTING));
    requireBlocks(data, policy, model);
    return head;
  }

  private static void requireBlocks(Path data, BlockPolicy policy, ModelSink model)
      throws IOException {
    assertThat(TestBlocks.names(data)).allMatch(name -> name.length() == 26);
    long end = Long.MIN_VALUE;
    long samples = 0;
    for (BlockReader block : BlockReader.openAll(data)) {
      BlockMeta meta = block.meta();
      assertThat(meta.minMillis()).isGreaterThanOrEqualTo(end);
      end = meta.endMillis();
      assertThat(Math.floorDiv(end - 1, policy.rangeMillis()))
          .isEqualTo(Math.floorDiv(meta.minMillis(), policy.rangeMillis()));
      assertThat(meta.series()).isEqualTo(block.series().size());
      assertThat(meta.chunks())
          .isEqualTo(block.series().stream().mapToLong(series -> series.chunkCount()).sum());
      assertThat(TestBlocks.names(data.resolve(meta.ulid())))
          .containsExactly("chunks", "index", "meta.json", "tombstones");
      TestBlocks.requireChunks(data.resolve(meta.ulid()), policy.samplesPerChunk());
      samples += meta.samples();
    }
    assertThat(samples).isEqualTo(model.samples().values().stream().mapToLong(Map::size).sum());
  }

  private Head head(BlockPolicy policy, long windowMillis) {
    return new Head(directory, policy, windowMillis, TestBlocks.ulids(), BlockListener.NONE);
  }
}
