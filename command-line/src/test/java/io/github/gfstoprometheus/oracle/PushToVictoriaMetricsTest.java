package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gfstoprometheus.cli.CommandRun;
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
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Samples that are pushed to a real VictoriaMetrics, against the blocks of the same archive. It
 * keeps numbers as decimal fractions of some twelve digits.
 */
class PushToVictoriaMetricsTest {
  private static final double RELATIVE_ERROR = 1e-11;

  private static final Pattern INFINITE = Pattern.compile("(?<=[\\[,]-?)Inf(?=[,\\]])");

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
      assertThat(read(back).count()).isEqualTo(2 * expected.count());
    }
    try (VictoriaMetrics server = VictoriaMetrics.start(data, VictoriaMetrics.DEDUPLICATION)) {
      server.exportVisibleLines(back);
      compare(expected, back);
    }
  }

  private static void push(VictoriaMetrics server) {
    CommandRun.of("push", SampleArchive.path(), "--url", server.remoteWriteAddress(), "-q")
        .exits(0);
  }

  private SeriesSamples expected() throws IOException {
    return ExportedArchives.converted(SampleArchive.path(), data("blocks"), "");
  }

  private Path data(String name) throws IOException {
    return Files.createTempDirectory(directory, name);
  }

  /** Version 1.79 writes infinity as no JSON has it. */
  private static SeriesSamples read(Path lines) throws IOException {
    String text = INFINITE.matcher(Files.readString(lines)).replaceAll("1e999");
    return ExportedJsonLines.samples(Files.writeString(lines, text));
  }

  private static void compare(SeriesSamples expected, Path lines) throws IOException {
    SeriesSamples found = read(lines);
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
    double value = Double.longBitsToDouble(wanted.valueBits());
    double found = Double.longBitsToDouble(there.valueBits());
    // It exports all that is no number, stale markers among it, as null.
    assertThat(Double.isNaN(found)).as("%s at %s", labels, wanted).isEqualTo(Double.isNaN(value));
    if (Double.isFinite(value)) {
      double error = Math.max(Math.abs(value) * RELATIVE_ERROR, Double.MIN_VALUE);
      assertThat(found)
          .as("%s at %s", labels, wanted)
          .isCloseTo(value, within(error));
    }
  }
}
