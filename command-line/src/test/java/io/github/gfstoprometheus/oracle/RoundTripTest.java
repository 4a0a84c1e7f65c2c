package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks;
import io.github.gfstoprometheus.testkit.geode.GeodeSampler;
import io.github.gfstoprometheus.testkit.geode.GeodeServer;
import io.github.gfstoprometheus.testkit.geode.GeodeWorkload;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code export} writes, {@code import} makes the blocks of that {@code convert} makes: every
 * sample, stale markers included.
 */
class RoundTripTest {
  private static final List<String> FORMATS = List.of("jsonl", "protobuf", "openmetrics");

  @TempDir static Path directory;

  /** Written just now, by a Geode server and by Geode's sampler at 100 ms. */
  private static final List<Path> FRESH = new ArrayList<>();

  @TempDir private Path work;

  @BeforeAll
  static void record() throws IOException {
    FRESH.addAll(
        GeodeServer.record(
            GeodeWorkload.writing(directory.resolve("server.gfs"))
                .withDuration(Duration.ofSeconds(15))));
    FRESH.addAll(
        GeodeSampler.record(
            GeodeWorkload.writing(directory.resolve("sampler.gfs"))
                .withSampleRateMillis(100)
                .withDuration(Duration.ofSeconds(10))));
  }

  @TestFactory
  Stream<DynamicTest> theSamplesAreThoseOfAConversion() {
    return Stream.concat(FRESH.stream(), Corpus.archives().stream())
        .flatMap(
            archive ->
                FORMATS.stream()
                    .map(
                        format ->
                            DynamicTest.dynamicTest(
                                archive.getFileName() + " as " + format,
                                () -> roundTrip(archive, format))));
  }

  private void roundTrip(Path archive, String format) throws IOException {
    Path place = Files.createTempDirectory(work, format);
    Path exported = place.resolve("exported");
    CommandRun export = CommandRun.of("export", archive, "-f", format, "-o", exported, "--json");
    CommandRun convert = CommandRun.of("convert", archive, "-o", place.resolve("a"), "--json");
    assertThat(export.exitCode()).as(export.errors()).isEqualTo(convert.exitCode());

    CommandRun imported =
        CommandRun.of("import", exported, "-f", format, "-o", place.resolve("b"), "--json")
            .exits(0);

    assertThat(imported.json().get("samples")).isEqualTo(convert.json().get("samples"));
    demandEqual(SeriesOfBlocks.of(place.resolve("b")), SeriesOfBlocks.of(place.resolve("a")));
  }

  private static void demandEqual(SeriesOfBlocks found, SeriesOfBlocks expected)
      throws IOException {
    assertThat(found.labels()).containsExactlyInAnyOrderElementsOf(expected.labels());
    for (LabelSet series : expected.labels()) {
      assertThat(found.hasSameSamples(series, expected)).as("samples of %s", series).isTrue();
    }
  }
}
