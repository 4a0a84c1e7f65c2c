package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.ListedBlock;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus' own reader finds exactly the samples that were said. */
class PromtoolTest {
  private static final List<String> VALUES =
      List.of(
          "\"",
          "\\",
          "\n",
          "C:\\temp\\\"x\"\n",
          " leading, and = {braces}",
          "\u0000",
          "a\u0000b",
          "\u0007\b\t\u000b\f\r\u001f\u007f\u0080",
          "\u00e4\u00f6\u00fc\u00df",
          "\u65e5\u672c\u8a9e",
          "\ud83d\ude00",
          "\ue000",
          "\uffff",
          "\udbff\udfff",
          "x".repeat(300));

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "7200000, 2, IN_ORDER, 1000, 1000, 25, 0",
    "7200000, 2, SHARED, 1000, 1000, 25, 0",
    "7200000, 120, IN_ORDER, 3000, 1000, 25, 0",
    "7200000, 120, SHARED, 3000, 1000, 25, 0",
    "7200000, 1000, IN_ORDER, 3000, 2500, 25, 0",
    "600000, 120, IN_ORDER, 3000, 1000, 25, 0",
    "600000, 120, SHARED, 3000, 1000, 25, 0",
    "86400000, 65535, IN_ORDER, 66000, 100, 3, 0",
    "86400000, 65535, SHARED, 66000, 100, 3, 0",
    "600000, 5, IN_ORDER, 1500, 1000, 25, 15000",
    "600000, 5, SHARED, 1500, 1000, 25, 15000",
    "7200000, 480, SHARED, 3000, 1000, 25, 60000",
  })
  void promtoolFindsNoFaultAndDumpsExactlyOurSamples(
      long rangeMillis,
      int samplesPerChunk,
      ChunkPlacement placement,
      int ticks,
      int stepMillis,
      int series,
      long thinMillis)
      throws IOException {
    BlockPolicy policy =
        new BlockPolicy(rangeMillis, samplesPerChunk, placement, Long.MAX_VALUE, 0, thinMillis);
    SortedMap<LabelSet, SortedMap<Long, Long>> expected = write(policy, ticks, stepMillis, series);
    for (ListedBlock block : Promtool.list(directory)) {
      Promtool.analyzeExtended(directory, block.ulid());
    }
    assertThat(dump()).isEqualTo(canonical(expected));
    assertThat(TestBlocks.samples(directory)).isEqualTo(expected);
    assertThat(Promtool.list(directory))
        .containsExactlyElementsOf(
            BlockReader.openAll(directory).stream().map(block -> listed(block.meta())).toList());
  }

  private SortedMap<LabelSet, SortedMap<Long, Long>> write(
      BlockPolicy policy, int ticks, int stepMillis, int series) throws IOException {
    BlockBuilder builder =
        new BlockBuilder(directory, policy, TestBlocks.ulids(), BlockListener.NONE);
    List<NaiveTimeline> naive = new ArrayList<>();
    List<RandomScript> scripts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      List<LabelSet> names = new ArrayList<>(RandomScript.names("metric" + i, 10));
      for (String value : VALUES) {
        names.add(names.get(0).with("odd", value));
      }
      names = names.subList(names.size() - series, names.size());
      naive.add(new NaiveTimeline());
      Timeline timeline = builder.addTimeline();
      scripts.add(
          new RandomScript(ticks + i, 1_700_000_000_000L + i, names, naive.get(i), timeline));
    }
    for (RandomScript script : scripts) {
      script.play(ticks, stepMillis, 2);
    }
    for (RandomScript script : scripts) {
      script.end();
    }
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
    naive.forEach(timeline -> samples.putAll(NaiveThinning.samples(timeline, policy)));
    return samples;
  }

  private SortedMap<LabelSet, SortedMap<Long, Long>> dump() throws IOException {
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
    SortedMap<String, SortedMap<Long, Long>> byText = new TreeMap<>();
    long count =
        Promtool.dump(
            directory,
            (series, value, millis) ->
                byText
                    .computeIfAbsent(series, text -> new TreeMap<>())
                    .put(millis, Double.doubleToLongBits(value)));
    byText.forEach((text, values) -> samples.put(LabelSet.of(LabelSetText.parse(text)), values));
    assertThat(count).isEqualTo(samples.values().stream().mapToLong(Map::size).sum());
    return samples;
  }

  /** As text shows them: all NaNs, the stale marker among them, are one. */
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

  private static ListedBlock listed(BlockMeta meta) {
    return new ListedBlock(
        meta.ulid(),
        meta.minMillis(),
        meta.endMillis(),
        meta.samples(),
        meta.chunks(),
        meta.series());
  }
}
