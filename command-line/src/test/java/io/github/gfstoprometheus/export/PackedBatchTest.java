package io.github.gfstoprometheus.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedBatchTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {0, 5000})
  void aPackedBatchGivesTheSameSamples(long thinMillis) throws IOException {
    ExportSettings settings =
        new ExportSettings(ConversionOptions.DEFAULT, 60_000, 1 << 30, 0, thinMillis);
    Map<LabelSet, Integer> numbers = new HashMap<>();
    int batches =
        forEachBatch(
            settings,
            batch -> {
              // Numbers fall where places rise.
              PackedBatch packed =
                  PackedBatch.of(
                      batch, series -> numbers.computeIfAbsent(series, s -> 100 - numbers.size()));
              assertThat(packed.seriesCount()).isEqualTo(batch.seriesCount());
              for (int series = 0; series < batch.seriesCount(); series++) {
                int place = packed.place(numbers.get(batch.labels(series)));
                assertThat(samples(packed, place)).isEqualTo(samples(batch, series));
              }
              assertThat(packed.place(7)).isNegative();
            });
    assertThat(batches).isGreaterThan(3);
  }

  @Test
  void theBytesOfItsPartsAreAllThatItTakes() throws IOException {
    ExportSettings settings = new ExportSettings(ConversionOptions.DEFAULT, 60_000, 1 << 30, 0, 0);
    Map<LabelSet, Integer> numbers = new HashMap<>();
    forEachBatch(
        settings,
        batch -> {
          PackedBatch packed =
              PackedBatch.of(batch, series -> numbers.computeIfAbsent(series, s -> numbers.size()));
          long bytes = packed.sharedBytes();
          for (int place = 0; place < packed.seriesCount(); place++) {
            bytes += packed.seriesBytes(place);
          }
          assertThat(packed.bytes()).isEqualTo(bytes);
        });
  }

  @Test
  void whatChangesByLittleTakesTwoBytes() throws IOException {
    ExportSettings settings = new ExportSettings(ConversionOptions.DEFAULT, 60_000, 1 << 30, 0, 0);
    Path archive = ChangingArchives.steady(directory.resolve("a.gfs"), 300);
    BatchPass pass = pass(settings);
    pass.add(
        ChainConversion.of(ChangingArchives.members(archive).get(0), settings.options()),
        batch -> {
          PackedBatch packed = PackedBatch.of(batch, series -> 0);
          // Both differences, each with its run, besides a first value and a stale marker.
          assertThat(packed.seriesBytes(0)).isLessThan(2L * batch.tickCount() + 32);
          assertThat(packed.sharedBytes()).isLessThan(batch.tickCount() + 180L);
        });
    try (Workers workers = new Workers(1)) {
      pass.run(workers, Watcher.NONE);
    }
  }

  private int forEachBatch(ExportSettings settings, BatchRecorder.Taker check) throws IOException {
    Path archive = ChangingArchives.changing(directory.resolve("a.gfs"), 1);
    List<Integer> batches = new ArrayList<>();
    BatchPass pass = pass(settings);
    pass.add(
        ChainConversion.of(ChangingArchives.members(archive).get(0), settings.options()),
        batch -> {
          batches.add(batch.tickCount());
          check.take(batch);
        });
    try (Workers workers = new Workers(1)) {
      assertThat(pass.run(workers, Watcher.NONE)).isTrue();
    }
    return batches.size();
  }

  private static BatchPass pass(ExportSettings settings) {
    return new BatchPass(settings, settings.memoryBytes(), new CollectedSeries());
  }

  private static List<String> samples(Batch batch, int series) {
    List<String> samples = new ArrayList<>();
    SampleRuns runs = batch.samples(series);
    while (runs.next()) {
      for (int tick = runs.fromTick(); tick < runs.endTick(); tick++) {
        samples.add(batch.millis(tick) + "=" + runs.valueBits());
      }
    }
    return samples;
  }

  private static List<String> samples(PackedBatch batch, int place) {
    List<String> samples = new ArrayList<>();
    long[] millis = batch.tickMillis(new long[0]);
    PackedRuns runs = batch.runs(place);
    while (runs.next()) {
      for (int tick = runs.fromTick(); tick < runs.endTick(); tick++) {
        samples.add(millis[tick] + "=" + runs.valueBits());
      }
    }
    return samples;
  }
}
