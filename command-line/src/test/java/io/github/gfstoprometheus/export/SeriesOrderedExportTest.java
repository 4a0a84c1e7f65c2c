package io.github.gfstoprometheus.export;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.selection.TimeWindow;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesOrderedExportTest {
  private static final long PLENTY = 1 << 30;
  private static final long NONE = 4;

  private static final TimeWindow BEFORE_THE_END =
      TimeWindow.of(
          Optional.empty(),
          Optional.of(Instant.ofEpochMilli(START_MILLIS + 3500).toString()),
          Optional.empty());

  @TempDir private Path directory;
  private List<MemberArchives> members;

  @BeforeEach
  void writeArchives() throws IOException {
    members =
        ChangingArchives.members(
            ChangingArchives.changing(directory.resolve("a/a.gfs"), 1),
            ChangingArchives.changing(directory.resolve("b/b.gfs"), 2));
  }

  @Test
  void seriesComeByMetricMemberAndLabels() throws IOException {
    CollectedSeries collected = new CollectedSeries();
    ExportReport report = export(collected, PLENTY);

    assertThat(report.whole()).isTrue();
    assertThat(collected.isFinished()).isTrue();
    assertThat(collected.isBrokenOff()).isFalse();
    assertThat(collected.series().keySet().stream().map(SeriesOrderedExportTest::described))
        .containsExactly(
            "gemfire_n a a 2",
            "gemfire_n a a",
            "gemfire_n a b",
            "gemfire_n b a 2",
            "gemfire_n b a",
            "gemfire_n b b",
            "gemfire_still a a 2",
            "gemfire_still a a",
            "gemfire_still a b",
            "gemfire_still b a 2",
            "gemfire_still b a",
            "gemfire_still b b",
            "gemfire_x a a 2",
            "gemfire_x a a",
            "gemfire_x a b",
            "gemfire_x b a 2",
            "gemfire_x b a",
            "gemfire_x b b");
    assertThat(collected.metrics()).containsOnlyKeys("gemfire_n", "gemfire_still", "gemfire_x");
  }

  private static String described(LabelSet series) {
    return "%s %s %s %s"
        .formatted(
            series.value(LabelSet.METRIC_NAME),
            series.value("member"),
            series.value("exported_instance"),
            series.value("duplicate"))
        .strip();
  }

  @Test
  void theSamplesAreThoseOfAnExportInTheOrderOfTime() throws IOException {
    CollectedSeries collected = new CollectedSeries();
    ExportReport report = export(collected, PLENTY);

    Map<LabelSet, List<Sample>> inTime = new HashMap<>();
    assertThat(collected.series()).isEqualTo(inTime(inTime));
    assertThat(report.samples())
        .isEqualTo(inTime.values().stream().mapToLong(List::size).sum())
        .isGreaterThan(6000);
  }

  private Map<LabelSet, List<Sample>> inTime(Map<LabelSet, List<Sample>> inTime)
      throws IOException {
    BatchWriter writer = new BatchWriter(inTime);
    try (Workers workers = new Workers(1)) {
      writer.export(members, settings(PLENTY), workers, Watcher.NONE);
    }
    return inTime;
  }

  /** With as good as no memory, each series is a group of its own and written as it is read. */
  @Test
  void howOftenArchivesAreReadChangesNothing() throws IOException {
    CollectedSeries once = new CollectedSeries();
    assertThat(export(once, PLENTY).passes()).isEqualTo(1);

    for (long memory : new long[] {20_000, 8_000, NONE}) {
      CollectedSeries often = new CollectedSeries();
      ExportReport report = export(often, memory);

      assertThat(report.passes()).isBetween(memory == NONE ? 19 : 2, 19);
      assertThat(new ArrayList<>(often.series().entrySet()))
          .isEqualTo(new ArrayList<>(once.series().entrySet()));
      assertThat(often.metrics()).isEqualTo(once.metrics());
    }
  }

  @Test
  void onlyValuesThatCountMakeACounterPossible() throws IOException {
    HandmadeArchive archive =
        HandmadeArchive.begun()
            .type(1, "T", HandmadeArchive.whole("up"), HandmadeArchive.whole("down"))
            .create(1, "a", 1)
            .samples(2, 1000)
            .sample(1000, changes -> changes.set(1, 0, 5).set(1, 1, -1));
    Path file = archive.to(directory.resolve("c.gfs"));
    members = ChangingArchives.members(file);
    CollectedSeries ended = new CollectedSeries();
    export(ended, PLENTY);
    assertThat(ended.metrics().get("gemfire_up").range()).isEqualTo(MetricFacts.Range.ANY);

    // A window that ends before the archive does leaves no stale markers.
    CollectedSeries open = new CollectedSeries();
    ConversionOptions options = ConversionOptions.DEFAULT.withWindow(BEFORE_THE_END);
    try (Workers workers = new Workers(1)) {
      open.export(
          members, new ExportSettings(options, 60_000, PLENTY, 0, 0), workers, Watcher.NONE);
    }
    assertThat(open.metrics().get("gemfire_up").range()).isEqualTo(MetricFacts.Range.COUNTS);
    assertThat(open.metrics().get("gemfire_down").range()).isEqualTo(MetricFacts.Range.ANY);
  }

  @Test
  void whatAnArchiveHasGotSinceItWasReadFirstIsLeftOut() throws IOException {
    HandmadeArchive archive = ChangingArchives.begun(3);
    Path file = archive.to(directory.resolve("c.gfs"));
    members = ChangingArchives.members(file);
    CollectedSeries before = new CollectedSeries();
    export(before, PLENTY);
    long lastMillis = lastMillis(before);

    CollectedSeries grown =
        new CollectedSeries() {
          @Override
          public void begin(Map<String, MetricFacts> all) {
            super.begin(all);
            archive.type(2, "New", HandmadeArchive.whole("new")).create(9, "new", 2);
            archive.samples(100, 1000).to(file);
          }
        };
    ExportReport report = export(grown, NONE);

    assertThat(report.passes()).isGreaterThan(1);
    assertThat(lastMillis(grown)).isLessThanOrEqualTo(lastMillis);
    assertThat(grown.series().keySet()).isEqualTo(before.series().keySet());
    // The stale markers of the end are gone, where the archive now goes on.
    before.series().values().forEach(samples -> removeAfter(samples, lastMillis - 900));
    grown.series().values().forEach(samples -> removeAfter(samples, lastMillis - 900));
    assertThat(grown.series()).isEqualTo(before.series());
  }

  private static void removeAfter(List<Sample> samples, long millis) {
    samples.removeIf(sample -> sample.timestampMillis() > millis);
  }

  private static long lastMillis(CollectedSeries collected) {
    return collected.series().values().stream()
        .flatMap(List::stream)
        .mapToLong(Sample::timestampMillis)
        .max()
        .orElseThrow();
  }

  @Test
  void anArchiveThatGoesAwayMeanwhileIsAProblem() throws IOException {
    CollectedSeries collected =
        new CollectedSeries() {
          @Override
          public void begin(Map<String, MetricFacts> all) {
            try {
              Files.delete(directory.resolve("b/b.gfs"));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    ExportReport report = export(collected, NONE);

    assertThat(report.members().get(0).problems()).isEmpty();
    assertThat(report.members().get(1).problems()).singleElement().asString().contains("b.gfs");
  }

  @Test
  void whatCanBeReadOnceIsExportedIfItFitsIntoMemory() throws IOException {
    Path file = directory.resolve("a/a.gfs");
    CollectedSeries expected = new CollectedSeries();
    members = ChangingArchives.members(file);
    export(expected, PLENTY);

    CollectedSeries collected = new CollectedSeries();
    members = onlyOnce(file);
    export(collected, PLENTY);
    assertThat(List.copyOf(collected.series().values()))
        .isEqualTo(List.copyOf(expected.series().values()));

    members = onlyOnce(file);
    assertThatThrownBy(() -> export(new CollectedSeries(), 5_000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("standard input can be read once")
        .hasMessageEndingWith("give a file, or more --memory");
  }

  private static List<MemberArchives> onlyOnce(Path file) throws IOException {
    return ChangingArchives.members(
        List.of(ArchiveSource.standardInput(Files.newInputStream(file))));
  }

  @Test
  void anExportThatIsEndedIsNotFinished() throws IOException {
    for (long memory : new long[] {PLENTY, 20_000, NONE}) {
      CollectedSeries collected = new CollectedSeries();
      EndsAfter watcher = new EndsAfter(3);
      ExportReport report;
      try (Workers workers = new Workers(1)) {
        report = SeriesOrderedExport.run(members, settings(memory), collected, workers, watcher);
      }
      assertThat(report.whole()).isFalse();
      assertThat(collected.isBrokenOff()).isTrue();
      assertThat(collected.isFinished()).isFalse();
    }
  }

  private ExportReport export(CollectedSeries writer, long memoryBytes) throws IOException {
    try (Workers workers = new Workers(2)) {
      return writer.export(members, settings(memoryBytes), workers, Watcher.NONE);
    }
  }

  private static ExportSettings settings(long memoryBytes) {
    return new ExportSettings(ConversionOptions.DEFAULT, 60_000, memoryBytes, 0, 0);
  }

  /** Wants the end when it has been asked so often. */
  private static final class EndsAfter implements Watcher {
    private int left;

    EndsAfter(int questions) {
      left = questions;
    }

    @Override
    public boolean wantsEnd() {
      return left-- <= 0;
    }
  }

  /** Keeps what it is given in the order of time. */
  private record BatchWriter(Map<LabelSet, List<Sample>> series) implements SampleWriter {
    @Override
    public void write(Batch batch) {
      for (int i = 0; i < batch.seriesCount(); i++) {
        List<Sample> all = series.computeIfAbsent(batch.labels(i), key -> new ArrayList<>());
        SampleRuns runs = batch.samples(i);
        while (runs.next()) {
          for (int tick = runs.fromTick(); tick < runs.endTick(); tick++) {
            all.add(new Sample(batch.millis(tick), runs.valueBits()));
          }
        }
      }
    }

    @Override
    public void finish() {}

    @Override
    public long bytesOut() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
