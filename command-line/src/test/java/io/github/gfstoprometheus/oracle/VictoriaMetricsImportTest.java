package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.ExportedJsonLines;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.victoriametrics.VictoriaMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines of JSON in a real VictoriaMetrics. It keeps numbers as decimal fractions of some twelve
 * digits, and no sign of zero. Of values that are no numbers, stale markers among them, version
 * 1.79 leaves out each line that has one, and so they have lines of their own.
 */
class VictoriaMetricsImportTest {
  @TempDir private Path directory;

  @Test
  void everyNumberIsThereAtItsTime() throws IOException {
    Path lines = directory.resolve("stats.jsonl");
    ExportedArchives.run("export", SampleArchive.path(), lines, "");
    SeriesSamples expected = TwelveDigits.numbers(ExportedJsonLines.samples(lines));
    SeriesSamples imported = imported(lines);

    TwelveDigits.compare(expected, imported);
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
}
