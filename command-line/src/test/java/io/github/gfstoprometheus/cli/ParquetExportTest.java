package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.DuckDb;
import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.HandmadeArchive.Statistic;
import io.github.gfstoprometheus.fixtures.OddArchives;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports as Parquet, read back by DuckDB. */
class ParquetExportTest {
  private static final int SIGTERM = 143;
  private static final int ROWS_OF_A_GROUP = 1 << 22;

  private static final String WHOLE =
      "select decode(value) from parquet_kv_metadata($file) where key = 'gfs-to-prometheus.whole'";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'', --batch 7s",
    "--type .*Stats|Odd --stat .*s|value --thin 15s, --batch 2h",
    "--every 10s --units base --naming typed --label region=emea, ''"
  })
  void everySampleThatIsNoStaleMarkerIsARow(String options, String exportOptions)
      throws IOException {
    demandEqual(SampleArchive.path(), options, exportOptions);
    demandEqual(OddArchives.write(directory.resolve("odd")), options, exportOptions);
  }

  private void demandEqual(Path archives, String options, String exportOptions) throws IOException {
    Path work = Files.createTempDirectory(directory, "export");
    Path file = work.resolve("samples.parquet");
    SeriesSamples blocks = ExportedArchives.converted(archives, work.resolve("data"), options);
    ExportedArchives.run("export", archives, file, (options + " " + exportOptions).trim());
    SeriesSamples exported = new SeriesSamples();
    forEachRow(
        file,
        (series, row) ->
            exported.add(
                series, row.getLong("millis"), Double.doubleToRawLongBits(row.getDouble("value"))));
    exported.demandEqual(blocks.withoutMarkers());
    assertThat(exported.count()).as(archives.toString()).isPositive();
  }

  @Test
  void theRowsOfASeriesLieSideBySideInABatch() throws IOException {
    Path file = export(SampleArchive.path(), "--batch", "24h");
    Set<LabelSet> begun = new HashSet<>();
    LabelSet[] current = {LabelSet.of(Map.of())};
    forEachRow(
        file,
        (series, row) -> {
          if (!series.equals(current[0])) {
            assertThat(begun.add(series)).as("%s has not been before", series).isTrue();
            current[0] = series;
          }
        });
    assertThat(begun).hasSizeGreaterThan(1000);
  }

  /** Standard output is a pipe here, into which nothing else may get, on whatever JVM. */
  @Test
  void standardOutputHasTheBytesOfTheFileAndNothingElse() throws Exception {
    Path file = export(SampleArchive.path());
    Path log = directory.resolve("log");
    Process run =
        ForkedProgram.start(
            log, List.of(), "export", SampleArchive.path(), "--format", "parquet", "--quiet");
    assertThat(run.waitFor()).isZero();
    assertThat(log).hasSameBinaryContentAs(file);
  }

  @Test
  void labelsAreDictionariesAndTimesAreDifferences() {
    Path file = export(SampleArchive.path());
    List<String> encodings =
        DuckDb.column(
            file,
            """
            select concat(path_in_schema, ': ', encodings, ' ', compression)
            from parquet_metadata($file)
            where stats_null_count < num_values order by path_in_schema""");
    assertThat(encodings)
        .hasSize(11)
        .contains("timestamp: RLE, DELTA_BINARY_PACKED GZIP")
        .filteredOn(column -> !column.startsWith("timestamp"))
        .allMatch(column -> column.endsWith(": PLAIN, RLE, RLE_DICTIONARY GZIP"));
    assertThat(
            DuckDb.column(
                file, "select concat(column_name, ' ', column_type) from (describe from $file)"))
        .contains("timestamp TIMESTAMP WITH TIME ZONE", "value DOUBLE", "duplicate VARCHAR");
  }

  @Test
  void whatIsNotChosenHasNoRows() {
    Path file = export(SampleArchive.path(), "--type", "VMStats", "--every", "10s");
    assertThat(DuckDb.column(file, "select distinct category from $file"))
        .containsExactly("VMStats");
    long all =
        DuckDb.number(
            export(SampleArchive.path()),
            "select count(*) from $file where category = 'VMStats' and metric = 'gemfire_cpus'");
    assertThat(DuckDb.number(file, "select count(*) from $file where metric = 'gemfire_cpus'"))
        .isBetween(all / 10 - 1, all / 10 + 1);
  }

  @Test
  void labelsOfTheUserAreColumns() {
    Path file = export(SampleArchive.path(), "--label", "env=test", "--label", "job=x");
    assertThat(DuckDb.column(file, "select distinct concat(env, ' ', job) from $file"))
        .containsExactly("test x");
  }

  @Test
  void aLabelThatCannotBeAColumnIsRefusedBeforeAFileIsTouched() throws IOException {
    Path file = Files.writeString(directory.resolve("samples.parquet"), "precious");
    CommandRun run =
        CommandRun.of("export", SampleArchive.path(), "-o", file, "--label", "Value=1").exits(2);
    assertThat(run.errors())
        .contains("--format: label \"Value\" cannot be a column beside \"value\"");
    assertThat(file).hasContent("precious");
  }

  @ParameterizedTest
  @CsvSource({
    "samples.parquet, gzip, --compress gzip: parquet is compressed by itself: leave it out",
    "samples.parquet, zstd, --compress zstd: parquet is compressed by itself: leave it out",
    "samples.parquet.gz, '', parquet is compressed by itself: leave out .gz",
    "samples.parquet.zst, '', parquet is compressed by itself: leave out .zst"
  })
  void compressingItAgainIsRefusedBeforeAFileIsTouched(String name, String how, String message) {
    Path file = directory.resolve(name);
    List<Object> arguments = new ArrayList<>(List.of("export", SampleArchive.path(), "-o", file));
    if (!how.isEmpty()) {
      arguments.addAll(List.of("--compress", how));
    }
    assertThat(CommandRun.of(arguments.toArray()).exits(2).errors()).contains(message);
    assertThat(file).doesNotExist();
  }

  @Test
  void notToCompressItChangesNothing() {
    assertThat(export(SampleArchive.path(), "--compress", "none"))
        .hasSameBinaryContentAs(export(SampleArchive.path()));
  }

  @Test
  void aFileWithoutSeriesCanBeRead() {
    Path archive = HandmadeArchive.begun().sample(1000).sample(1000).to(directory.resolve("a.gfs"));
    Path file = export(archive);
    assertThat(DuckDb.number(file, "select count(*) from $file")).isZero();
    assertThat(DuckDb.column(file, WHOLE)).containsExactly("true");
  }

  @Test
  void valuesThatAreNoNumbersStayAsTheyAre() {
    double[] values = {0, Double.NaN, 1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
    HandmadeArchive archive =
        HandmadeArchive.begun().type(1, "Odd", real("odd")).create(7, "it", 1);
    for (double value : values) {
      archive.sample(1000, changes -> changes.set(7, 0, value));
    }
    Path file = export(archive.to(directory.resolve("a.gfs")));
    assertThat(DuckDb.column(file, "select value from $file order by timestamp"))
        .containsExactly("0.0", "NaN", "1.0", "Infinity", "-Infinity", "-0.0");
    assertThat(DuckDb.number(file, "select count(*) from $file where isnan(value)")).isEqualTo(1);
    assertThat(DuckDb.number(file, "select count(*) from $file where value > 1")).isEqualTo(2);
  }

  @Test
  void textsOfAllKindsStayAsTheyAre() {
    String text = "/region \"é\" \\ \u20ac \uD83D\uDE00,\n";
    Path archive =
        HandmadeArchive.begun()
            .type(1, "Odd", whole("odd"))
            .create(7, text, 1)
            .create(8, "", 1)
            .sample(1000)
            .to(directory.resolve("a.gfs"));
    assertThat(DuckDb.column(export(archive), "select exported_instance from $file"))
        .containsExactlyInAnyOrder(text, null);
  }

  /** An instance has no row for the marker of its end, and none after it. */
  @Test
  void staleMarkersHaveNoRows() {
    Path archive =
        HandmadeArchive.begun()
            .type(1, "Short", whole("lived"))
            .create(7, "it", 1)
            .samples(3, 1000)
            .delete(7)
            .samples(5, 1000)
            .to(directory.resolve("a.gfs"));
    Path file = export(archive);
    assertThat(DuckDb.column(file, "select epoch_ms(timestamp) from $file"))
        .containsExactly(
            String.valueOf(START_MILLIS + 1000),
            String.valueOf(START_MILLIS + 2000),
            String.valueOf(START_MILLIS + 3000));
  }

  @Test
  void rowGroupsHaveAnEndWhereValuesStayTheSame() {
    int ticks = 450_000;
    Statistic[] statistics = new Statistic[10];
    Arrays.setAll(statistics, i -> whole("still" + i));
    Path archive =
        HandmadeArchive.begun()
            .type(1, "Still", statistics)
            .create(7, "it", 1)
            .samples(ticks, 1000)
            .to(directory.resolve("a.gfs"));
    Path file = export(archive);
    assertThat(
            DuckDb.column(
                file,
                "select count(distinct epoch_ms(timestamp) // 1000) from $file group by metric"))
        .hasSize(statistics.length)
        .containsOnly(String.valueOf(ticks));
    assertThat(DuckDb.number(file, "select count(*) from $file"))
        .isEqualTo((long) ticks * statistics.length);
    assertThat(rowGroups(file))
        .hasSize(2)
        .allMatch(rows -> Long.parseLong(rows) < ROWS_OF_A_GROUP + 1000);
  }

  @Test
  void rowGroupsHaveAnEndWhereFewValuesTakeTurns() {
    int ticks = ROWS_OF_A_GROUP / 4 + 100_000;
    HandmadeArchive archive =
        HandmadeArchive.begun().type(1, "Busy", whole("busy")).create(7, "it", 1);
    for (int tick = 0; tick < ticks; tick++) {
      int value = tick % 3;
      archive.sample(1000, changes -> changes.set(7, 0, value));
    }
    Path file = export(archive.to(directory.resolve("a.gfs")));
    assertThat(
            DuckDb.number(
                file,
                "select count(*) from $file where value = (epoch_ms(timestamp) // 1000 - %d - 1) %% 3"
                    .formatted(START_MILLIS / 1000)))
        .isEqualTo(ticks);
    assertThat(rowGroups(file)).containsExactly("1048576", "100000");
  }

  @Test
  void rowGroupsHaveAnEndWhereAllValuesDiffer() {
    int ticks = 300_000;
    HandmadeArchive archive =
        HandmadeArchive.begun().type(1, "Busy", whole("busy")).create(7, "it", 1);
    for (int tick = 0; tick < ticks; tick++) {
      int value = tick;
      archive.sample(1000, changes -> changes.set(7, 0, value));
    }
    Path file = export(archive.to(directory.resolve("a.gfs")));
    assertThat(
            DuckDb.number(
                file,
                "select count(*) from $file where value = (epoch_ms(timestamp) - %d) / 1000 - 1"
                    .formatted(START_MILLIS)))
        .isEqualTo(ticks);
    assertThat(rowGroups(file)).containsExactly("131072", "131072", "37856");
  }

  @Test
  void whatIsInterruptedCanBeReadAndTellsThatItIsNotWhole() throws Exception {
    Path archive = directory.resolve("a.gfs");
    ArchiveGenerator.generate(archive, ArchiveShape.typical().withSeries(300).withTicks(500_000));
    Path file = directory.resolve("samples.parquet");
    Path log = directory.resolve("log");
    Process run = ForkedProgram.start(log, List.of(), "export", archive, "-o", file);
    while (!Files.exists(file) || Files.size(file) == 0) {
      assertThat(run.isAlive()).isTrue();
      Thread.sleep(2);
    }
    run.destroy();
    assertThat(run.waitFor()).as(Files.readString(log)).isEqualTo(SIGTERM);
    assertThat(Files.readString(log)).contains("interrupted: the output is incomplete");
    assertThat(DuckDb.column(file, WHOLE)).containsExactly("false");
    assertThat(DuckDb.number(file, "select count(*) from $file"))
        .isBetween((long) ROWS_OF_A_GROUP, 300L * 500_000 - 1);
  }

  private Path export(Path archive, Object... more) {
    Path file = directory.resolve("samples" + more.length + ".parquet");
    List<Object> arguments = new ArrayList<>(List.of("export", archive, "-q", "-o", file));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.of(arguments.toArray()).exits(0);
    assertThat(run.errors()).isEmpty();
    return file;
  }

  private static List<String> rowGroups(Path file) {
    return DuckDb.column(
        file,
        """
        select row_group_num_rows from parquet_metadata($file)
        where column_id = 0 order by row_group_id""");
  }

  /** Takes a row and whose it is. */
  private interface RowOfSeries {
    void accept(LabelSet series, ResultSet row) throws SQLException;
  }

  /** Hands over all rows in the order of the file. */
  private static void forEachRow(Path file, RowOfSeries consumer) {
    List<String> names =
        DuckDb.column(
            file,
            """
            select column_name from (describe select * exclude (timestamp, value) from $file)""");
    Map<List<String>, LabelSet> known = new HashMap<>();
    DuckDb.query(
        file,
        "select epoch_ms(timestamp) as millis, * from "
            + DuckDb.NUMBERED
            + " order by file_row_number",
        row -> {
          List<String> texts = new ArrayList<>();
          for (String name : names) {
            texts.add(row.getString(name));
          }
          consumer.accept(known.computeIfAbsent(texts, key -> labels(names, key)), row);
        });
  }

  private static LabelSet labels(List<String> names, List<String> texts) {
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (texts.get(i) != null) {
        String name = names.get(i);
        labels.put(name.equals("metric") ? LabelSet.METRIC_NAME : name, texts.get(i));
      }
    }
    return LabelSet.of(labels);
  }
}
