package io.github.gfstoprometheus.export.csv;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.CsvRows;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.OddArchives;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WideCsvTest {
  @TempDir private Path directory;

  @Test
  void everySampleThatIsNoStaleMarkerIsInTheTableOfItsType() throws IOException {
    demandEqual(SampleArchive.path(), "", "");
    demandEqual(OddArchives.write(directory.resolve("odd")), "", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--type .*Stats|Odd --stat .*s|value",
        "--no-zero",
        "--every 10s --units base",
        "--thin 15s"
      })
  void optionsDoWhatTheyDoToBlocks(String options) throws IOException {
    demandEqual(SampleArchive.path(), options, "--batch 2h");
    demandEqual(OddArchives.write(directory.resolve("odd")), options, "--batch 2h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--batch 1s", "--batch 24h", "--memory 1MB"})
  void howMuchIsWrittenAtOnceDoesNotMatter(String options) throws IOException {
    demandEqual(OddArchives.write(directory.resolve("odd")), "", options);
  }

  @Test
  void oneTypeGoesToStandardOutput() {
    Path archive =
        HandmadeArchive.begun()
            .type(1, "T", whole("a-b"), whole("a_b"), whole("A"))
            .create(1, "one", 1)
            .create(2, "two", 1)
            .sample(1000, changes -> changes.set(1, 0, 1).set(2, 2, 2))
            .samples(1, 1000)
            .delete(1)
            .sample(1000, changes -> changes.set(2, 1, 3))
            .to(directory.resolve("m.gfs"));
    CommandRun run = CommandRun.of("export", archive, "-q", "--format", "csv", "--wide");

    assertThat(run.output())
        .isEqualTo(
            """
            timestamp,member,category,exported_instance,cluster,duplicate,instance,job,member_type,gemfire_A,gemfire_a_b,"gemfire_a_b{statistic=""a_b""}"
            2017-07-14T02:40:01.000Z,m,T,one,gemfire,,m,gemfire,,0,1,0
            2017-07-14T02:40:02.000Z,m,T,one,gemfire,,m,gemfire,,0,1,0
            2017-07-14T02:40:01.000Z,m,T,two,gemfire,,m,gemfire,,2,0,0
            2017-07-14T02:40:02.000Z,m,T,two,gemfire,,m,gemfire,,2,0,0
            2017-07-14T02:40:03.000Z,m,T,two,gemfire,,m,gemfire,,2,0,3
            """);
  }

  @Test
  void oneTypeGoesToAFile() throws IOException {
    Path file = directory.resolve("vm.csv");
    CommandRun run =
        CommandRun.of("export", SampleArchive.path(), "--wide", "--type", "VMStats", "-o", file);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(CsvRows.of(file)).hasSizeGreaterThan(100);
    assertThat(run.output()).contains("samples");
  }

  @Test
  void severalTypesWantADirectoryAndNothingIsWritten() {
    CommandRun run = CommandRun.of("export", SampleArchive.path(), "--wide", "--format", "csv");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).contains("have a table each").contains("--type", "--output DIR");
  }

  @Test
  void anotherFormatIsAUsageError() {
    for (List<Object> options :
        List.<List<Object>>of(
            List.of("--format", "jsonl"), List.of("-o", directory.resolve("x.jsonl")))) {
      CommandRun run =
          CommandRun.of(
              Stream.concat(Stream.of("export", SampleArchive.path(), "--wide"), options.stream())
                  .toArray());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.errors()).contains("--wide goes with --format csv");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void furtherStatisticsOfATypeGetATableWithAllColumns() throws IOException {
    Path tables = changed("--output", directory.resolve("tables"));

    assertThat(CsvRows.of(tables.resolve("T.csv")))
        .extracting(row -> row.get("timestamp") + " " + row.get("gemfire_a"))
        .containsExactly("2017-07-14T02:40:01.000Z 1");
    assertThat(CsvRows.of(tables.resolve("T.2.csv")))
        .extracting(
            row ->
                List.of(
                    row.get("timestamp"),
                    row.get("gemfire_a"),
                    row.get("gemfire_b"),
                    row.get("gemfire_c")))
        .containsExactly(
            List.of("2017-07-14T02:41:01.000Z", "", "2", "3"),
            List.of("2017-07-14T02:42:01.000Z", "4", "", ""));
  }

  @Test
  void aStreamHasNoRoomForFurtherStatistics() {
    CommandRun run = changedTo(Stream.of("--format", "csv"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("the statistics of T change");
  }

  @Test
  void namesOfFilesAreSafeAndOneOfEachType() throws IOException {
    HandmadeArchive archive = HandmadeArchive.begun();
    List<String> types =
        List.of("../up", "a/b", "a_b", "A_B", ".hidden", "x".repeat(300), "x".repeat(301), "T.2");
    for (int i = 0; i < types.size(); i++) {
      archive.type(i + 1, types.get(i), whole("s")).create(i + 1, "i", i + 1);
    }
    Path tables = directory.resolve("tables");
    ExportedArchives.run(
        "export", archive.sample(1000).to(directory.resolve("m.gfs")), tables, "--wide");

    Set<String> found = new HashSet<>();
    try (Stream<Path> files = Files.list(tables)) {
      for (Path file : files.toList()) {
        assertThat(file.getFileName().toString())
            .matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,140}\\.csv");
        assertThat(CsvRows.of(file)).hasSize(1);
        found.add(CsvRows.of(file).get(0).get("category"));
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(types);
  }

  /**
   * A product that has other statistics, and then the first ones again, one and two minutes later.
   */
  private Path changed(String option, Path tables) {
    CommandRun run = changedTo(Stream.of(option, tables));
    assertThat(run.exitCode()).as(run.errors()).isZero();
    return tables;
  }

  private CommandRun changedTo(Stream<Object> options) {
    long start = HandmadeArchive.START_MILLIS;
    Path archive =
        HandmadeArchive.begun()
            .type(1, "T", whole("a"))
            .create(1, "i", 1)
            .sample(1000, changes -> changes.set(1, 0, 1))
            .header(start + 60_000)
            .type(1, "T", whole("b"), whole("c"))
            .create(1, "i", 1)
            .sample(1000, changes -> changes.set(1, 0, 2).set(1, 1, 3))
            .header(start + 120_000)
            .type(1, "T", whole("a"))
            .create(1, "j", 1)
            .sample(1000, changes -> changes.set(1, 0, 4))
            .to(directory.resolve("m.gfs"));
    return CommandRun.of(
        Stream.concat(Stream.of("export", archive, "-q", "--wide", "--batch", "1m"), options)
            .toArray());
  }

  private void demandEqual(Path archives, String options, String exportOptions) throws IOException {
    Path work = Files.createTempDirectory(directory, "export");
    Path tables = work.resolve("tables");
    SeriesSamples expected = ExportedArchives.converted(archives, work.resolve("data"), options);
    ExportedArchives.run(
        "export", archives, tables, ("--wide " + options + " " + exportOptions).trim());
    SeriesSamples exported = new SeriesSamples();
    try (Stream<Path> files = Files.list(tables)) {
      for (Path file : files.sorted().toList()) {
        CsvRows.forEach(Files.readString(file), row -> add(row, exported));
      }
    }
    exported.demandEqual(expected.withoutMarkers());
    assertThat(exported.count()).as(archives.toString()).isPositive();
  }

  /**
   * A row has all samples of an instance at a time: its last columns begin with those of metrics.
   */
  private static void add(Map<String, String> row, SeriesSamples samples) {
    Map<String, String> labels = new LinkedHashMap<>(row);
    labels.keySet().removeIf(name -> name.startsWith("gemfire_"));
    long millis = Instant.parse(labels.remove("timestamp")).toEpochMilli();
    boolean hasValue = false;
    for (Map.Entry<String, String> cell : row.entrySet()) {
      if (cell.getKey().startsWith("gemfire_") && !cell.getValue().isEmpty()) {
        hasValue = true;
        double value = Double.parseDouble(cell.getValue());
        samples.add(series(labels, cell.getKey()), millis, Double.doubleToRawLongBits(value));
      }
    }
    assertThat(hasValue).as(row.toString()).isTrue();
  }

  private static LabelSet series(Map<String, String> labels, String column) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    int brace = column.indexOf('{');
    if (brace >= 0) {
      all.putAll(LabelSetText.parse(column.substring(brace)));
    }
    all.put(LabelSet.METRIC_NAME, brace < 0 ? column : column.substring(0, brace));
    return LabelSet.of(all);
  }
}
