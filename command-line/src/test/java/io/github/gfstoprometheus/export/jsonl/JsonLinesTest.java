package io.github.gfstoprometheus.export.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.ExportedJsonLines;
import io.github.gfstoprometheus.fixtures.OddArchives;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
  @TempDir private Path directory;

  @Test
  void everySampleIsThatOfTheBlocks() throws IOException {
    for (Path archives : ExportedArchives.all(directory)) {
      demandEqual(archives, "", "");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--type .*Stats|Odd --stat .*s|value",
        "--exclude-type Odd --no-zero",
        "--every 10s",
        "--units base --naming typed --label region=emea",
        "--timestamp-tolerance 5ms"
      })
  void optionsDoWhatTheyDoToBlocks(String options) throws IOException {
    demandEqual(SampleArchive.path(), options, "--batch 2h");
    demandEqual(OddArchives.write(directory.resolve("odd")), options, "--batch 2h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--batch 1s", "--batch 7s", "--batch 24h", "--memory 1MB", "--jobs 2"})
  void howMuchIsWrittenAtOnceDoesNotMatter(String options) throws IOException {
    demandEqual(SampleArchive.path(), "", options);
    demandEqual(OddArchives.write(directory.resolve("odd")), "", options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "5s", "15s", "1m", "10m"})
  void oneBatchIsThinnedAsABlockIs(String period) throws IOException {
    String thin = "--thin " + period;
    demandEqual(SampleArchive.path(), thin, "--batch 2h");
    SeriesSamples thinned =
        demandEqual(OddArchives.write(directory.resolve("odd")), thin, "--batch 2h");
    SeriesSamples all =
        ExportedArchives.converted(directory.resolve("odd"), directory.resolve("full"), "");
    if (!period.equals("1s")) {
      assertThat(thinned.count()).isLessThan(all.count() / 2);
    }
  }

  @Test
  void whatJsonHasNoNumberForIsTold() throws IOException {
    Path file = directory.resolve("odd.jsonl");
    ExportedArchives.run(
        "export", OddArchives.write(directory.resolve("odd")), file, "--stat value --batch 2h");

    assertThat(Files.readString(file))
        .contains("\"values\":[-0,4.9E-324,1.7976931348623157E308,0.1,")
        .contains(",1.0E21,9007199254740992,9.007199254740994E15,")
        .contains("\"values\":[\"NaN\",\"Infinity\",\"-Infinity\",null,null]")
        .contains("comma, \\\"quote\\\" \\\\ and\\nlines\\r\\n end");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 60})
  void noSampleLiesFurtherBeforeAnEarlierOneThanABatchIsLong(int seconds) throws IOException {
    Path file = directory.resolve("odd.jsonl");
    ExportedArchives.run(
        "export",
        OddArchives.write(directory.resolve("odd")),
        file,
        "--memory 1MB --batch " + seconds + "s");
    long[] latest = {0};
    long[] stepsBack = {0};
    ExportedJsonLines.forEach(
        file,
        line -> {
          for (long millis : line.timestamps()) {
            assertThat(millis).isGreaterThan(latest[0] - seconds * 1000L);
            stepsBack[0] += millis < latest[0] ? 1 : 0;
            latest[0] = Math.max(latest[0], millis);
          }
        });
    assertThat(latest[0]).isPositive();
    assertThat(stepsBack[0] > 0).as("samples of one batch lie beside each other").isTrue();
  }

  @Test
  void standardOutputGetsTheLinesAndNothingElse() throws IOException {
    Path file = directory.resolve("stats.jsonl");
    ExportedArchives.run("export", SampleArchive.path(), file, "--type VMStats");
    CommandRun run =
        CommandRun.of("export", SampleArchive.path(), "--type", "VMStats", "--format", "jsonl");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).isEqualTo(Files.readString(file)).isNotEmpty();
    assertThat(run.errors()).contains("samples");
  }

  private SeriesSamples demandEqual(Path archives, String options, String exportOptions)
      throws IOException {
    Path work = Files.createTempDirectory(directory, "export");
    Path file = work.resolve("stats.jsonl");
    SeriesSamples expected = ExportedArchives.converted(archives, work.resolve("data"), options);
    String both = (options + " " + exportOptions).trim();
    ExportedArchives.run("export", archives, file, both);
    SeriesSamples exported = ExportedJsonLines.samples(file);
    exported.demandEqual(expected);
    if (!both.isEmpty()) { // of the archives that are taken as they are, one has no samples
      assertThat(exported.count()).as(archives.toString()).isPositive();
    }
    return exported;
  }
}
