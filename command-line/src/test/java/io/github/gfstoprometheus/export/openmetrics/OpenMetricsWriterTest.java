package io.github.gfstoprometheus.export.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.convert.MetricMetadata;
import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.export.MetricFacts;
import io.github.gfstoprometheus.export.MetricFacts.Range;
import io.github.gfstoprometheus.fixtures.StrictOpenMetrics;
import io.github.gfstoprometheus.fixtures.StrictOpenMetrics.Family;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenMetricsWriterTest {
  private static final MetricMetadata COUNTER = new MetricMetadata("how many", "", true);
  private static final MetricMetadata GAUGE = new MetricMetadata("how much", "", false);
  private static final long MILLIS = 1_795_376_725_761L;

  @TempDir private Path directory;

  @Test
  void aTextHasTheFamilyThenEachSampleOnALineThenItsEnd() throws IOException {
    Map<String, MetricFacts> metrics =
        Map.of(
            "gets_time",
            new MetricFacts(
                List.of(new MetricMetadata("Total time of \"gets\"", "nanoseconds", true)),
                Range.ANY));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (OpenMetricsWriter writer = new OpenMetricsWriter(new ByteOutput(text))) {
      writer.begin(metrics);
      writer.series(
          LabelSet.of(Map.of(LabelSet.METRIC_NAME, "gets_time", "a", "1", "b", "\n\"\\")));
      long[] ticks = {MILLIS, MILLIS + 1000, MILLIS + 2000, 5, 999_999_999_999L};
      writer.samples(ticks, 0, 2, bits(7));
      writer.samples(ticks, 2, 3, StaleMarker.BITS);
      writer.series(LabelSet.of(Map.of(LabelSet.METRIC_NAME, "gets_time")));
      writer.samples(ticks, 3, 5, bits(0.5));
      writer.finish();
    }

    assertThat(text.toString(UTF_8))
        .isEqualTo(
            """
            # HELP gets_time Total time of \\"gets\\" [nanoseconds]
            # TYPE gets_time unknown
            gets_time{a="1",b="\\n\\"\\\\"} 7 1795376725.761
            gets_time{a="1",b="\\n\\"\\\\"} 7 1795376726.761
            gets_time{a="1",b="\\n\\"\\\\"} nan 1795376727.761
            gets_time 0.5 0000000000.005
            gets_time 0.5 0999999999.999
            # EOF
            """);
  }

  @Test
  void aTextThatIsBrokenOffHasNoEnd() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (OpenMetricsWriter writer = new OpenMetricsWriter(new ByteOutput(text))) {
      writer.begin(Map.of("x", new MetricFacts(List.of(GAUGE), Range.ANY)));
      writer.series(LabelSet.of(Map.of(LabelSet.METRIC_NAME, "x")));
      writer.samples(new long[] {MILLIS}, 0, 1, bits(1));
      writer.breakOff();
    }

    assertThat(text.toString(UTF_8)).endsWith("\nx 1 1795376725.761\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0x0p0, 0",
    "-0x0p0, -0.0",
    "1e15, 1000000000000000",
    "-12, -12",
    "9007199254740992, 9007199254740992",
    "1e16, 1.0E16",
    "0.1, 0.1",
    "4.9E-324, 4.9E-324",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "Infinity, +Inf",
    "-Infinity, -Inf",
    "NaN, NaN",
  })
  void valuesReadBackAsTheSameDouble(double value, String text) {
    assertThat(new String(ValueText.of(bits(value)), UTF_8)).isEqualTo(text);
  }

  @Test
  void theLinesOfLongRunsAndOfLongLabelsAreWhole() throws IOException {
    long[] ticks = LongStream.range(0, 5000).map(tick -> MILLIS + tick).toArray();
    String longName = "x".repeat(70_000);
    Path text = directory.resolve("long.txt");
    try (OpenMetricsWriter writer =
        new OpenMetricsWriter(new ByteOutput(Files.newOutputStream(text)))) {
      writer.begin(Map.of("m", new MetricFacts(List.of(GAUGE), Range.ANY)));
      for (String name : List.of("short", longName, "other")) {
        writer.series(LabelSet.of(Map.of(LabelSet.METRIC_NAME, "m", "name", name)));
        int end = name.equals(longName) ? 3 : ticks.length;
        writer.samples(ticks, 0, 2, bits(1));
        writer.samples(ticks, 2, end, bits(-2.5));
      }
      writer.finish();
    }

    List<String> expected = new ArrayList<>();
    expected.add("# HELP m how much");
    expected.add("# TYPE m gauge");
    for (String name : List.of("short", longName, "other")) {
      int end = name.equals(longName) ? 3 : ticks.length;
      for (int tick = 0; tick < end; tick++) {
        String seconds = Long.toString(ticks[tick]).replaceFirst("...$", ".$0");
        expected.add("m{name=\"" + name + "\"} " + (tick < 2 ? "1 " : "-2.5 ") + seconds);
      }
    }
    expected.add("# EOF");
    assertThat(Files.readAllLines(text)).isEqualTo(expected);
  }

  /** A counter x_total is of the family x, and may have x_created beside it. */
  @Test
  void noMetricClashesWithACounter() throws IOException {
    Map<String, MetricFacts> metrics = new TreeMap<>();
    for (String counter :
        List.of(
            "free_total",
            "taken_total",
            "born_total",
            "both_total",
            "both_created_total",
            "twice_total",
            "twice_total_total",
            "plain",
            "_total")) {
      metrics.put(counter, new MetricFacts(List.of(COUNTER), Range.COUNTS));
    }
    metrics.put("taken", new MetricFacts(List.of(GAUGE), Range.COUNTS));
    metrics.put("born_created", new MetricFacts(List.of(GAUGE), Range.COUNTS));
    metrics.put("odd_total", new MetricFacts(List.of(GAUGE), Range.COUNTS));
    metrics.put("odd_bucket", new MetricFacts(List.of(GAUGE), Range.COUNTS));
    metrics.put("odd_count", new MetricFacts(List.of(COUNTER), Range.COUNTS));
    metrics.put("odd_info", new MetricFacts(List.of(GAUGE), Range.COUNTS));
    metrics.put("falls_total", new MetricFacts(List.of(COUNTER), Range.ANY));
    metrics.put("mixed_total", new MetricFacts(List.of(COUNTER, GAUGE), Range.COUNTS));
    metrics.put("unheard_total", new MetricFacts(List.of(), Range.COUNTS));

    Map<String, Family> read = families(metrics);

    assertThat(read).hasSize(metrics.size());
    assertThat(read.keySet())
        .filteredOn(name -> type(read, name).equals("counter"))
        .containsExactly("free", "twice");
    assertThat(read.keySet())
        .filteredOn(name -> type(read, name).equals("gauge"))
        .containsExactly("born_created", "odd_bucket", "odd_info", "odd_total", "taken");
  }

  @Test
  void aUnitIsToldAsSuchWhereTheNameEndsInItAndElseInTheHelp() throws IOException {
    Map<String, MetricFacts> metrics = new TreeMap<>();
    put(metrics, "wait_seconds_total", new MetricMetadata("Waited.", "seconds", true));
    put(metrics, "used_bytes", new MetricMetadata("", "bytes", false));
    put(metrics, "usedbytes", new MetricMetadata("", "bytes", false));
    put(metrics, "rate", new MetricMetadata("back\\slash\nline", "per/s", false));
    put(metrics, "bare", new MetricMetadata("", "", false));

    Map<String, Family> read = families(metrics);

    assertThat(read)
        .containsEntry("wait_seconds", new Family("counter", "seconds", "Waited."))
        .containsEntry("used_bytes", new Family("gauge", "bytes", ""))
        .containsEntry("usedbytes", new Family("gauge", "", "[bytes]"))
        .containsEntry("rate", new Family("gauge", "", "back\\slash\nline [per/s]"))
        .containsEntry("bare", new Family("gauge", "", ""));
  }

  @Test
  void theMemberThatIsFirstIsBelieved() throws IOException {
    Map<String, MetricFacts> metrics =
        Map.of(
            "x",
            new MetricFacts(
                List.of(
                    new MetricMetadata("one", "things", false),
                    new MetricMetadata("other", "bytes", false)),
                Range.ANY));

    assertThat(families(metrics)).containsEntry("x", new Family("gauge", "", "one [things]"));
  }

  private static void put(Map<String, MetricFacts> metrics, String name, MetricMetadata told) {
    metrics.put(name, new MetricFacts(List.of(told), Range.COUNTS));
  }

  private static String type(Map<String, Family> families, String name) {
    return families.get(name).type();
  }

  /** What the strict parser reads of a text with a sample of each metric. */
  private Map<String, Family> families(Map<String, MetricFacts> metrics) throws IOException {
    Path text = directory.resolve("families.txt");
    try (OpenMetricsWriter writer =
        new OpenMetricsWriter(new ByteOutput(Files.newOutputStream(text)))) {
      writer.begin(metrics);
      for (Map.Entry<String, MetricFacts> metric : metrics.entrySet()) {
        writer.series(LabelSet.of(Map.of(LabelSet.METRIC_NAME, metric.getKey())));
        boolean counts = metric.getValue().range() == Range.COUNTS;
        writer.samples(new long[] {MILLIS}, 0, 1, bits(counts ? 1 : -1));
      }
      writer.finish();
    }
    return StrictOpenMetrics.read(text).families();
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
