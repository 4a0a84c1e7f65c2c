package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.OpenMetricsLines;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.StrictOpenMetrics;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenMetrics text of archives, as others read it, beside the blocks of the same archives. */
class OpenMetricsExportTest {
  private static final long NAN_BITS = Double.doubleToRawLongBits(Double.NaN);

  @TempDir private Path directory;

  @Test
  void promtoolMakesTheSameSamplesOfTheSampleArchive() throws IOException {
    Path text = export(SampleArchive.path());
    Map<LabelSet, List<Sample>> converted = convert(SampleArchive.path());

    assertThat(OpenMetricsLines.read(text)).isEqualTo(converted).hasSizeGreaterThan(1000);
    assertThat(byPromtool(text)).isEqualTo(withoutMarkers(converted));
  }

  @Test
  void theStrictParserReadsTheSameSamplesOfTheSampleArchive() throws IOException {
    Object[] options = {SampleArchive.path(), "--every", "5s"};
    StrictOpenMetrics read = StrictOpenMetrics.read(export(options));

    assertThat(read.samples()).isEqualTo(withoutMarkers(convert(options)));
    assertThat(read.families().get("gemfire_getTime"))
        .isEqualTo(
            new StrictOpenMetrics.Family(
                "unknown",
                "",
                "Total time spent doing get operations from this cache (including netsearch and"
                    + " netload) [nanoseconds]"));
  }

  @Test
  void whatIsOddInArchivesIsReadByAll() throws IOException {
    Object[] archives = oddArchives();
    Path text = export(archives);
    Map<LabelSet, List<Sample>> converted = convert(archives);

    assertThat(OpenMetricsLines.read(text)).isEqualTo(converted).hasSize(16);
    assertThat(StrictOpenMetrics.read(text).samples()).isEqualTo(withoutMarkers(converted));
    assertThat(byPromtool(text)).isEqualTo(withoutMarkers(converted));
  }

  @Test
  void countersOfBaseUnitsAreCountersUnlessSeriesEnd() throws IOException {
    Instant end = Instant.ofEpochMilli(HandmadeArchive.START_MILLIS + 5500);
    Object[] all = options(oddArchives(), "--units", "base");
    Object[] whileAllLive = options(all, "--end", end);

    assertThat(types(all)).containsEntry("gemfire_up_total", "unknown");
    assertThat(types(whileAllLive))
        .containsEntry("gemfire_up", "counter")
        .containsEntry("gemfire_down_total", "unknown")
        .containsEntry("gemfire_x", "gauge")
        .containsEntry("gemfire_both", "gauge")
        .containsEntry("gemfire_both_total", "unknown")
        .doesNotContainKey("gemfire_up_total");
  }

  @Test
  void thinnedSamplesAreThoseOfAnExportInAnotherFormat() throws IOException {
    Object[] options = options(oddArchives(), "--thin", "3s", "--timestamp-tolerance", "20ms");
    Path text = export(options);
    Path lines = directory.resolve("a.jsonl");
    CommandRun.of(options(options, "export", "--quiet", "-o", lines)).exits(0);

    long samples = OpenMetricsLines.read(text).values().stream().mapToLong(List::size).sum();
    long ofLines;
    try (Stream<String> each = Files.lines(lines)) {
      ofLines = each.mapToLong(OpenMetricsExportTest::timestamps).sum();
    }
    assertThat(samples).isEqualTo(ofLines);
  }

  private static long timestamps(String line) {
    return line.substring(line.indexOf("\"timestamps\":")).chars().filter(c -> c == ',').count()
        + 1;
  }

  @Test
  void littleMemoryMeansMorePassesAndTheSameBytes() throws IOException {
    Path once = export(SampleArchive.path());
    Path often = directory.resolve("often.openmetrics");
    CommandRun run =
        CommandRun.of("export", SampleArchive.path(), "-o", often, "--memory", "1MB").exits(0);

    assertThat(run.errors()).containsPattern("note: archives were read [0-9]+ times");
    assertThat(often).hasSameBinaryContentAs(once);
  }

  /** The changes would take some 56 MB if all were held as they are recorded, and packed 18. */
  @Test
  void memoryDoesNotGrowWithTheArchive() throws Exception {
    Path archive = restless(100_000).to(directory.resolve("a.gfs"));
    Path text = directory.resolve("a.openmetrics");
    Path log = directory.resolve("log");
    Process run =
        ForkedProgram.start(log, List.of("-Xmx20m"), "export", archive, "-o", text, "-j", "1");

    assertThat(run.waitFor()).as("%s", Files.readString(log)).isZero();
    assertThat(Files.readString(log)).containsPattern("archives were read [0-9]+ times");
    try (Stream<String> lines = Files.lines(text)) {
      assertThat(lines.filter(line -> !line.startsWith("#")).count()).isEqualTo(20L * 100_001);
    }
  }

  private static HandmadeArchive restless(int ticks) {
    HandmadeArchive archive = HandmadeArchive.begun().type(1, "T", real("x"));
    for (int id = 1; id <= 20; id++) {
      archive.create(id, "i" + id, 1);
    }
    for (int tick = 1; tick <= ticks; tick++) {
      double value = Math.sqrt(tick);
      archive.sample(
          1000,
          changes -> {
            for (int id = 1; id <= 20; id++) {
              changes.set(id, 0, value);
            }
          });
    }
    return archive;
  }

  @Test
  void membersThatLabelsDoNotTellApartAreRefused() {
    Path first = restless(2).to(directory.resolve("a/a.gfs"));
    Path second =
        HandmadeArchive.begunAt(HandmadeArchive.START_MILLIS + 1, 1)
            .type(1, "T", real("x"))
            .create(1, "i1", 1)
            .samples(3, 1000)
            .to(directory.resolve("b/b.gfs"));
    Object[] arguments = {
      "export", first, second, "-f", "openmetrics", "--label", "member=m", "--label", "instance=m"
    };

    assertThat(CommandRun.of(arguments).exits(1).errors())
        .contains("the same series {__name__=\"gemfire_x\"")
        .contains("labels must tell members apart");
  }

  /** Two members: odd values and names, a gap, an instance that goes, two of one name. */
  private Object[] oddArchives() {
    HandmadeArchive odd =
        HandmadeArchive.begun()
            .type(1, "T \"quoted\"", whole("up"), real("x"), whole("down"), real("odd-name é"))
            .type(2, "U", real("both"), real("some_bucket"))
            .create(1, "C:\\new # } \" line\n,\u00fc\ud83d\ude00", 1)
            .create(2, "two", 1)
            .create(3, "two", 1)
            .create(4, "", 2)
            .sample(1000, changes -> changes.set(1, 1, Double.NaN).set(1, 2, -3).set(4, 0, -0.0))
            .sample(1001, changes -> changes.set(1, 1, Double.POSITIVE_INFINITY).set(1, 0, 5))
            .sample(999, changes -> changes.set(1, 1, Double.NEGATIVE_INFINITY).set(2, 1, 0.1))
            .sample(1000, changes -> changes.set(1, 1, 4.9E-324).set(2, 1, 1e300))
            .samples(2, 1000)
            .delete(3)
            .samples(6, 1000)
            .sample(60_000, changes -> changes.set(2, 1, 12_345_678_901.5))
            .samples(3, 1000);
    HandmadeArchive other =
        HandmadeArchive.begunAt(HandmadeArchive.START_MILLIS, 1)
            .type(1, "V", whole("both"), whole("up"))
            .create(1, "one", 1)
            .samples(9, 1003);
    return new Object[] {
      odd.to(directory.resolve("odd/a.gfs")), other.to(directory.resolve("other/b.gfs"))
    };
  }

  private static Object[] options(Object[] some, Object... more) {
    return Stream.concat(Stream.of(more), Stream.of(some)).toArray();
  }

  private Map<String, String> types(Object[] options) throws IOException {
    Map<String, String> types = new HashMap<>();
    StrictOpenMetrics.read(export(options))
        .families()
        .forEach((name, family) -> types.put(name, family.type()));
    return types;
  }

  private Path export(Object... options) {
    Path text = directory.resolve("text.openmetrics");
    CommandRun.of(options(options, "export", "--quiet", "-o", text)).exits(0);
    return text;
  }

  private Map<LabelSet, List<Sample>> convert(Object... options) throws IOException {
    Path data = directory.resolve("data");
    CommandRun.of(options(options, "convert", "--quiet", "-o", data)).exits(0);
    return samples(data);
  }

  private Map<LabelSet, List<Sample>> byPromtool(Path text) throws IOException {
    Path data = directory.resolve("promtool");
    Promtool.createBlocksFromOpenMetrics(text, data);
    return withoutMarkers(samples(data));
  }

  private static Map<LabelSet, List<Sample>> samples(Path data) throws IOException {
    SeriesOfBlocks blocks = SeriesOfBlocks.of(data);
    Map<LabelSet, List<Sample>> samples = new HashMap<>();
    for (LabelSet series : blocks.labels()) {
      samples.put(series, blocks.samples(series));
    }
    return samples;
  }

  /** Others read a stale marker as no number, of which they know one. */
  private static Map<LabelSet, List<Sample>> withoutMarkers(Map<LabelSet, List<Sample>> samples) {
    Map<LabelSet, List<Sample>> without = new HashMap<>();
    samples.forEach(
        (series, all) ->
            without.put(series, all.stream().map(OpenMetricsExportTest::withoutMarker).toList()));
    return without;
  }

  private static Sample withoutMarker(Sample sample) {
    boolean isNumber = !Double.isNaN(Double.longBitsToDouble(sample.valueBits()));
    return isNumber ? sample : new Sample(sample.timestampMillis(), NAN_BITS);
  }
}
