package io.github.gfstoprometheus.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.ListedBlock;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.ChunkPlacement;
import io.github.gfstoprometheus.tsdb.block.TestBlocks;
import io.github.gfstoprometheus.tsdb.head.RandomSamples.Order;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus' own reader finds exactly the samples that came. */
class HeadInPromtoolTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "SHUFFLED, 16000, IN_ORDER",
    "SERIES_MAJOR, 16000, SHARED",
    "TIME_MAJOR, 1000000, IN_ORDER"
  })
  void promtoolFindsNoFaultAndDumpsExactlyTheSamplesThatCame(
      Order order, long memoryBytes, ChunkPlacement placement) throws IOException {
    BlockPolicy policy = new BlockPolicy(60_000, 20, placement, memoryBytes);
    ModelSink model = new ModelSink(Long.MAX_VALUE);
    try (Head head =
        new Head(directory, policy, Long.MAX_VALUE, TestBlocks.ulids(), BlockListener.NONE)) {
      for (RandomSamples.Sample sample : RandomSamples.of(9, order, 12, 300).samples()) {
        head.add(head.series(sample.labels()), sample.millis(), sample.valueBits());
        model.add(model.series(sample.labels()), sample.millis(), sample.valueBits());
      }
      head.finish();
      assertThat(head.partCount() > 0).isEqualTo(memoryBytes < 1_000_000);
    }
    List<ListedBlock> blocks = Promtool.list(directory);
    assertThat(blocks).hasSizeGreaterThan(3);
    for (ListedBlock block : blocks) {
      Promtool.analyzeExtended(directory, block.ulid());
    }
    SortedMap<LabelSet, SortedMap<Long, Long>> dumped = new TreeMap<>();
    long count =
        Promtool.dump(
            directory,
            (series, value, millis) ->
                dumped
                    .computeIfAbsent(
                        LabelSet.of(LabelSetText.parse(series)), labels -> new TreeMap<>())
                    .put(millis, Double.doubleToLongBits(value)));
    assertThat(dumped).isEqualTo(canonical(model.samples()));
    assertThat(count).isEqualTo(dumped.values().stream().mapToLong(Map::size).sum());
  }

  /** As text shows them: all NaNs are one. */
  private static SortedMap<LabelSet, SortedMap<Long, Long>> canonical(
      SortedMap<LabelSet, SortedMap<Long, Long>> samples) {
    SortedMap<LabelSet, SortedMap<Long, Long>> canonical = new TreeMap<>();
    samples.forEach(
        (labels, values) -> {
          SortedMap<Long, Long> shown = new TreeMap<>();
          values.forEach(
              (millis, bits) ->
                  shown.put(millis, Double.doubleToLongBits(Double.longBitsToDouble(bits))));
          canonical.put(labels, shown);
        });
    return canonical;
  }
}
