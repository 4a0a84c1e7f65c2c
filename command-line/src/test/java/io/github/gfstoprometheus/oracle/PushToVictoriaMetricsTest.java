package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.fixtures.VictoriaMetricsLines;
import io.github.gfstoprometheus.testkit.victoriametrics.VictoriaMetrics;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Samples that are pushed to a real VictoriaMetrics, against the blocks of the same archive. It
 * keeps numbers as decimal fractions of some twelve digits, and no NaN but stale markers.
 */
class PushToVictoriaMetricsTest {
  private static final double RELATIVE_ERROR = 1e-11;

  @TempDir private Path directory;

  @Test
  void everySampleIsThereAtItsTimeWithItsMarkers() throws IOException {
    SeriesSamples expected = expected();
    try (VictoriaMetrics server = VictoriaMetrics.start(data("victoria"))) {
      push(server);
      Path back = directory.resolve("back.jsonl");
      server.exportLines(back);
      compare(expected, back);
    }
  }

  @Test
  void whatIsPushedTwiceIsThereOnceWithDeduplicationAndTwiceWithout() throws IOException {
    SeriesSamples expected = expected();
    Path data = data("victoria");
    Path back = directory.resolve("back.jsonl");
    try (VictoriaMetrics server = VictoriaMetrics.start(data)) {
      push(server);
      push(server);
      server.exportVisibleLines(back);
      assertThat(VictoriaMetricsLines.samples(back).count()).isEqualTo(2 * expected.count());
    }
    try (VictoriaMetrics server = VictoriaMetrics.start(data, VictoriaMetrics.DEDUPLICATION)) {
      Path once = directory.resolve("once.jsonl");
      server.exportVisibleLines(once);
      compare(expected, once);
    }
  }

  private static void push(VictoriaMetrics server) {
    CommandRun.of("push", SampleArchive.path(), "--url", server.remoteWriteAddress(), "-q")
        .exits(0);
  }

  private SeriesSamples expected() throws IOException {
    return withoutNaN(ExportedArchives.converted(SampleArchive.path(), data("blocks"), ""));
  }

  private static SeriesSamples withoutNaN(SeriesSamples all) {
    SeriesSamples kept = new SeriesSamples();
    for (LabelSet labels : all.labels()) {
      for (Sample sample : all.samples(labels)) {
        if (sample.isMarker() || !Double.isNaN(Double.longBitsToDouble(sample.valueBits()))) {
          kept.add(labels, sample.timestampMillis(), sample.valueBits());
        }
      }
    }
    return kept;
  }

  private Path data(String name) throws IOException {
    return Files.createTempDirectory(directory, name);
  }

  private static void compare(SeriesSamples expected, Path lines) throws IOException {
    SeriesSamples found = VictoriaMetricsLines.samples(lines);
    assertThat(found.count()).isEqualTo(expected.count()).isGreaterThan(200_000);
    assertThat(found.labels()).isEqualTo(expected.labels());
    for (LabelSet labels : expected.labels()) {
      List<Sample> wanted = expected.samples(labels);
      List<Sample> there = found.samples(labels);
      assertThat(there).as(labels.toString()).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.size(); i++) {
        compare(labels, wanted.get(i), there.get(i));
      }
    }
  }

  private static void compare(LabelSet labels, Sample wanted, Sample there) {
    assertThat(there.timestampMillis()).as(labels.toString()).isEqualTo(wanted.timestampMillis());
    assertThat(there.isMarker()).as("%s at %s", labels, wanted).isEqualTo(wanted.isMarker());
    double value = Double.longBitsToDouble(wanted.valueBits());
    double found = Double.longBitsToDouble(there.valueBits());
    assertThat(Double.isNaN(found)).as("%s at %s", labels, wanted).isEqualTo(Double.isNaN(value));
    if (Double.isFinite(value)) {
      double error = Math.max(Math.abs(value) * RELATIVE_ERROR, Double.MIN_VALUE);
      assertThat(found).as("%s at %s", labels, wanted).isCloseTo(value, within(error));
    }
  }
}
