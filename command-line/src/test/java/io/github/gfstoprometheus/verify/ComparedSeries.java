package io.github.gfstoprometheus.verify;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;

import io.github.gfstoprometheus.tsdb.block.BlockBuilder;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One series in an archive and in blocks, as text: {@code 0=5 1000=5 2000=stale}, the time counted
 * from {@link io.github.gfstoprometheus.fixtures.HandmadeArchive#START_MILLIS}.
 */
final class ComparedSeries {
  private static final LabelSet SERIES = LabelSet.of(Map.of(LabelSet.METRIC_NAME, "n"));
  private static final LabelSet EVERY_SERIES = LabelSet.of(Map.of());

  private final Path data;
  private final SplittableRandom random = new SplittableRandom(1);

  ComparedSeries(Path data) {
    this.data = data;
  }

  /** Writes these samples into blocks, in addition to those that are there. */
  ComparedSeries inBlocks(String samples) throws IOException {
    try (BlockBuilder builder =
        new BlockBuilder(
            data,
            BlockPolicy.PROMETHEUS,
            Ulid.generator(InstantSource.system(), random),
            BlockListener.NONE)) {
      tell(samples, builder.addTimeline());
    }
    return this;
  }

  /** Compares an archive of these samples with the blocks. */
  VerificationFigures inArchive(String samples, Exactness exactness) throws IOException {
    VerificationFigures figures = new VerificationFigures();
    tell(samples, new BlockComparison(data, Blocks.metas(data), EVERY_SERIES, exactness, figures));
    return figures;
  }

  /** The differences in short: {@code 1000: 5.0 -> nothing}. */
  static List<String> differences(VerificationFigures figures) {
    return figures.firstDifferences().stream()
        .map(
            difference ->
                "%d: %s -> %s"
                    .formatted(
                        difference.timestampMillis() - START_MILLIS,
                        difference.archive(),
                        difference.blocks()))
        .toList();
  }

  private static void tell(String samples, Timeline timeline) throws IOException {
    int series = -1;
    for (String sample : samples.trim().split("\\s+", -1)) {
      String[] parts = sample.split("=", -1);
      if (parts[1].equals("stale")) {
        timeline.close(series);
        series = -1;
      } else {
        series = series < 0 ? timeline.open(SERIES) : series;
        timeline.set(series, Double.doubleToRawLongBits(Double.parseDouble(parts[1])));
      }
      timeline.tick(START_MILLIS + Long.parseLong(parts[0]));
    }
    timeline.end();
  }
}
