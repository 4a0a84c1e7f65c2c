package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.ExportedJsonLines;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.victoriametrics.VictoriaMetrics;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines of JSON in a real VictoriaMetrics. It keeps numbers as decimal fractions of some twelve
 * digits, and no sign of zero. Of values that are no numbers, stale markers among them, version
 * 1.79 leaves out each line that has one, and so they have lines of their own.
 */
class VictoriaMetricsImportTest {
  /** Beyond this, not all whole numbers are doubles. */
  private static final double LARGEST_WHOLE = 0x1p53;

  /** It keeps twelve digits. */
  private static final double RELATIVE_ERROR = 1e-11;

  @TempDir private Path directory;

  @Test
  void everyNumberIsThereAtItsTime() throws IOException {
    Path lines = directory.resolve("stats.jsonl");
    ExportedArchives.run("export", SampleArchive.path(), lines, "");
    SeriesSamples expected = numbers(ExportedJsonLines.samples(lines));
    SeriesSamples imported = imported(lines);

    assertThat(imported.labels()).isEqualTo(expected.labels());
    expected
        .labels()
        .forEach(labels -> compare(labels, expected.samples(labels), imported.samples(labels)));
    assertThat(expected.count()).isGreaterThan(200_000);
  }

  private SeriesSamples imported(Path lines) throws IOException {
    Path back = directory.resolve("back.jsonl");
    try (VictoriaMetrics server =
        VictoriaMetrics.start(Files.createTempDirectory(directory, "victoria"))) {
      server.importLines(lines);
      server.exportLines(back);
    }
    return ExportedJsonLines.samples(back);
  }

  private static SeriesSamples numbers(SeriesSamples all) {
    SeriesSamples numbers = new SeriesSamples();
    for (LabelSet labels : all.labels()) {
      for (Sample sample : all.samples(labels)) {
        if (Double.isFinite(value(sample))) {
          numbers.add(labels, sample.timestampMillis(), sample.valueBits());
        }
      }
    }
    return numbers;
  }

  private static void compare(LabelSet labels, List<Sample> expected, List<Sample> imported) {
    List<Sample> inOrder =
        imported.stream().sorted(Comparator.comparingLong(Sample::timestampMillis)).toList();
    assertThat(times(inOrder)).as(labels.toString()).isEqualTo(times(expected));
    for (int i = 0; i < expected.size(); i++) {
      double value = value(expected.get(i));
      boolean isExact = value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
      double error = isExact ? 0 : Math.max(Math.abs(value) * RELATIVE_ERROR, Double.MIN_VALUE);
      assertThat(value(inOrder.get(i)))
          .as("%s at %s", labels, inOrder.get(i))
          .isCloseTo(value, within(error));
    }
  }

  private static List<Long> times(List<Sample> samples) {
    return samples.stream().map(Sample::timestampMillis).toList();
  }

  private static double value(Sample sample) {
    return Double.longBitsToDouble(sample.valueBits());
  }
}
