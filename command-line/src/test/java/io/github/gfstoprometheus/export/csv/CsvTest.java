package io.github.gfstoprometheus.export.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.CsvRows;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.OddArchives;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir private Path directory;

  @Test
  void everySampleThatIsNoStaleMarkerIsARow() throws IOException {
    demandEqual(SampleArchive.path(), "", "");
    demandEqual(OddArchives.write(directory.resolve("odd")), "", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--type .*Stats --stat .*s",
        "--every 10s --units base --naming typed --label region=emea",
        "--thin 15s --label cluster= --label note=a,b"
      })
  void optionsDoWhatTheyDoToBlocks(String options) throws IOException {
    demandEqual(SampleArchive.path(), options, "--batch 2h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--batch 1s", "--batch 24h", "--memory 1MB"})
  void howMuchIsWrittenAtOnceDoesNotMatter(String options) throws IOException {
    demandEqual(OddArchives.write(directory.resolve("odd")), "", options);
  }

  @Test
  void rowsAreAsTheHelpSays() throws IOException {
    Path archive =
        HandmadeArchive.begun()
            .type(1, "T", HandmadeArchive.real("x"), HandmadeArchive.whole("y"))
            .create(1, "=1+1", 1)
            .sample(123, changes -> changes.set(1, 0, 0.1).set(1, 1, -5))
            .sample(1000, changes -> changes.set(1, 0, -0.0))
            .to(directory.resolve("m.gfs"));

    assertThat(export(archive, "--label", "a=p,q"))
        .isEqualTo(
            """
            timestamp,member,category,exported_instance,metric,value,a,cluster,duplicate,instance,job,member_type,statistic
            2017-07-14T02:40:00.123Z,m,T,=1+1,gemfire_x,0.1,"p,q",gemfire,,m,gemfire,,
            2017-07-14T02:40:01.123Z,m,T,=1+1,gemfire_x,-0.0,"p,q",gemfire,,m,gemfire,,
            2017-07-14T02:40:00.123Z,m,T,=1+1,gemfire_y,-5,"p,q",gemfire,,m,gemfire,,
            2017-07-14T02:40:01.123Z,m,T,=1+1,gemfire_y,-5,"p,q",gemfire,,m,gemfire,,
            """);
  }

  @Test
  void labelsHaveTheNamesTheyAreGivenAndNoColumnHasThatOfAnother() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("gfs.yaml"),
            """
            labels: {value: v, exported_value: w}
            renames: {VMStats.cpus: {name: cpus, labels: {kind: all}}}
            label_renames: {member: host, kind: sort, category: metric}
            """);
    String table =
        export(
            SampleArchive.path(), "--config", config, "--spec", ":VMStats.cpus", "--batch", "1h");

    assertThat(table.lines().findFirst())
        .hasValue(
            "timestamp,host,exported_metric,exported_instance,metric,value,cluster,duplicate,"
                + "exported_value,instance,job,member_type,sort,statistic,exported_exported_value");
    assertThat(CsvRows.of(table))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("metric", "cpus")
                    .containsEntry("exported_metric", "VMStats")
                    .containsEntry("exported_exported_value", "v")
                    .containsEntry("exported_value", "w")
                    .containsEntry("sort", "all"));
  }

  @Test
  void withoutSamplesThereIsTheFirstRow() {
    assertThat(export(SampleArchive.path(), "--type", "NoSuchType").lines())
        .singleElement()
        .asString()
        .startsWith("timestamp,member,");
  }

  private static String export(Path archive, Object... options) {
    Object[] arguments = new Object[options.length + 5];
    System.arraycopy(new Object[] {"export", archive, "-q", "--format", "csv"}, 0, arguments, 0, 5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    return run.output();
  }

  private void demandEqual(Path archives, String options, String exportOptions) throws IOException {
    Path work = Files.createTempDirectory(directory, "export");
    Path file = work.resolve("stats.csv");
    SeriesSamples expected = ExportedArchives.converted(archives, work.resolve("data"), options);
    ExportedArchives.run("export", archives, file, (options + " " + exportOptions).trim());
    SeriesSamples exported = new SeriesSamples();
    CsvRows.forEach(Files.readString(file), row -> add(row, exported));
    exported.demandEqual(expected.withoutMarkers());
    assertThat(exported.count()).as(archives.toString()).isPositive();
  }

  private static void add(Map<String, String> row, SeriesSamples samples) {
    Map<String, String> labels = new LinkedHashMap<>(row);
    String time = labels.remove("timestamp");
    double value = Double.parseDouble(labels.remove("value"));
    labels.put(LabelSet.METRIC_NAME, labels.remove("metric"));
    assertThat(time).hasSize(24);
    samples.add(
        LabelSet.of(labels), Instant.parse(time).toEpochMilli(), Double.doubleToRawLongBits(value));
  }
}
