package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.FilterRule.Name;
import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks of a filtered conversion are the blocks of the full one, filtered: sample by sample. */
class FilteredBlocksTest {
  private static final List<String> ESSENTIALS = essentials();

  /** Of thousands of instances the same is asked again and again. */
  private static final Map<String, Boolean> KNOWN_ESSENTIALS = new HashMap<>();

  private static final int TWO_HOURS_MILLIS = 7_200_000;

  @TempDir private static Path directory;

  private static FilteredBlocks sample;
  private static FilteredBlocks borders;

  @BeforeAll
  static void convertInFull() throws IOException {
    Path archive = SampleArchive.path();
    sample = new FilteredBlocks(archive, List.of(archive), directory.resolve("sample"));
    Path member = directory.resolve("member-1");
    List<Path> rolled =
        List.of(
            before().to(member.resolve("stats-01-01.gfs")),
            after().to(member.resolve("stats.gfs")));
    borders = new FilteredBlocks(member, rolled, directory.resolve("borders"));
  }

  static Stream<Arguments> choices() {
    FilterRule all = FilterRule.ALL;
    FilterRule minutes = all.within(millis("19:46:00.000"), millis("19:47:30.000"));
    return Stream.of(
        Arguments.of(
            "--type vmstats --type CachePerf.*",
            all.choosing(name -> name.isOf("VMStats|CachePerf.*"))),
        Arguments.of(
            "--instance vmStats --instance /passing-1",
            all.choosing(name -> List.of("vmStats", "/passing-1").contains(name.instance()))),
        Arguments.of("--stat .*time", all.choosing(name -> name.isCalled(".*Time"))),
        Arguments.of(
            "--type VMStats --type StatSampler --stat sampleCount --stat threads",
            all.choosing(
                name -> name.isOf("VMStats|StatSampler") && name.isCalled("sampleCount|threads"))),
        Arguments.of(
            "--spec :CachePerfStats.puts --spec cachePerfStats.gets",
            all.choosing(
                name ->
                    (name.isOf(".*CachePerfStats") && name.isCalled("puts"))
                        || (name.instance().equals("cachePerfStats") && name.isCalled("gets")))),
        Arguments.of(
            "--exclude-type PartitionedRegionStats --exclude-instance vmStats"
                + " --exclude-stat .*Time --exclude-spec :StatSampler.sampleCount",
            all.choosing(
                name ->
                    !name.isOf("PartitionedRegionStats")
                        && !name.instance().equals("vmStats")
                        && !name.isCalled(".*Time")
                        && !(name.isOf("StatSampler") && name.isCalled("sampleCount")))),
        Arguments.of("--preset essentials", all.choosing(FilteredBlocksTest::isEssential)),
        Arguments.of(
            "--preset essentials --stat loadedClasses --exclude-type VMM.*",
            all.choosing(
                name ->
                    (isEssential(name) || name.isCalled("loadedClasses")) && !name.isOf("VMM.*"))),
        Arguments.of("--no-zero", all.withoutZeros()),
        Arguments.of(
            "--start 2026-11-22T19:46:00Z", all.within(millis("19:46:00.000"), Long.MAX_VALUE)),
        Arguments.of("--end 2026-11-22T19:46:00.500", all.within(0, millis("19:46:00.500"))),
        Arguments.of(
            "--start 2026-11-22T20:46:00 --end 2026-11-22T20:47:30 --time-zone Europe/Berlin",
            minutes),
        Arguments.of("--every 7s", all.every(7_000)),
        Arguments.of("--every 2m", all.every(120_000)),
        Arguments.of(
            "--no-zero --type PartitionedRegionStats --every 15s"
                + " --start 2026-11-22T19:46:00Z --end 2026-11-22T19:47:30Z",
            minutes
                .choosing(name -> name.isOf("PartitionedRegionStats"))
                .withoutZeros()
                .every(15_000)),
        Arguments.of(
            "--preset essentials --no-zero --exclude-stat .*Time --every 10s"
                + " --end 2026-11-22T19:47:30+00:00",
            all.within(0, millis("19:47:30.000"))
                .choosing(name -> isEssential(name) && !name.isCalled(".*Time"))
                .withoutZeros()
                .every(10_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("choices")
  void aPartOfTheSampleIsThatPartOfItsFullBlocks(String options, FilterRule rule)
      throws IOException {
    assertThat(sample.demand(rule, options.split(" ", -1))).isPositive();
  }

  /** Deletions, returns, gaps, the end, a new file and a new block at each edge of a window. */
  @Test
  void aWindowMayBeginOrEndAtAnyTime() throws IOException {
    for (long millis : borders.times().all()) {
      String time = Instant.ofEpochMilli(millis).toString();
      borders.demand(FilterRule.ALL.within(millis, Long.MAX_VALUE), "--start", time);
      borders.demand(FilterRule.ALL.within(0, millis), "--end", time);
      String later = Instant.ofEpochMilli(millis + 1).toString();
      String end = Instant.ofEpochMilli(millis + 3501).toString();
      borders.demand(
          FilterRule.ALL.within(millis + 1, millis + 3501), "--start", later, "--end", end);
    }
  }

  @ParameterizedTest
  @MethodSource("periods")
  void everyPeriodHasItsFirstTickAndEachEndItsMarker(long periodMillis) throws IOException {
    String period = periodMillis + "ms";
    FilterRule every = FilterRule.ALL.every(periodMillis);
    assertThat(borders.demand(every, "--every", period)).isPositive();
    for (long millis : borders.times().everyFirst(periodMillis)) {
      String time = Instant.ofEpochMilli(millis).toString();
      borders.demand(every.within(millis, Long.MAX_VALUE), "--every", period, "--start", time);
      borders.demand(
          every.within(0, millis + 1).withoutZeros(),
          "--no-zero",
          "--every",
          period,
          "--end",
          Instant.ofEpochMilli(millis + 1).toString());
    }
  }

  static Stream<Long> periods() {
    return Stream.of(3_000L, 10_000L, 3_600_000L);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aPartOfAnyArchiveIsThatPartOfItsFullBlocks(Path archive, @TempDir Path scratch)
      throws IOException {
    FilteredBlocks blocks = new FilteredBlocks(archive, List.of(archive), scratch);
    List<Long> ticks = List.copyOf(blocks.times().ticks());
    long startMillis = ticks.get(ticks.size() / 3);
    long endMillis = ticks.get(ticks.size() * 2 / 3) + 1;
    String start = Instant.ofEpochMilli(startMillis).toString();
    String end = Instant.ofEpochMilli(endMillis).toString();
    FilterRule window = FilterRule.ALL.within(startMillis, endMillis);

    blocks.demand(window, "--start", start, "--end", end);
    blocks.demand(FilterRule.ALL.withoutZeros(), "--no-zero");
    blocks.demand(FilterRule.ALL.every(10_000), "--every", "10s");
    blocks.demand(
        window.choosing(FilteredBlocksTest::isEssential).withoutZeros().every(7_000),
        "--preset=essentials",
        "--no-zero",
        "--every=7s",
        "--start=" + start,
        "--end=" + end);
  }

  static Stream<Path> corpus() {
    return Corpus.archives().stream();
  }

  /** Up to shortly after the next even hour, where Prometheus' blocks meet. */
  private static HandmadeArchive before() {
    int untilEvenHour = (int) (TWO_HOURS_MILLIS - START_MILLIS % TWO_HOURS_MILLIS);
    int reachedMillis = 500 + 15_000 + 1_200_000 + 3_000;
    return HandmadeArchive.begun()
        .type(1, "T", whole("n"), real("x"), whole("zero"))
        .type(2, "CacheServerStats", whole("m"))
        .create(1, "steady", 1)
        .create(2, "visitor", 1)
        .create(3, "twin", 2)
        .create(4, "twin", 2)
        .sample(500, s -> s.set(2, 0, 8).set(1, 1, -0.0).set(3, 0, 5))
        .samples(3, 1000)
        .delete(2)
        .samples(2, 1000)
        .create(5, "visitor", 1)
        .samples(3, 1000)
        .delete(5)
        .create(6, "visitor", 1)
        .sample(1000, s -> s.set(6, 1, Double.NaN))
        .create(7, "brief", 1)
        .sample(1000, s -> s.set(7, 0, 3))
        .delete(7)
        .samples(5, 1000)
        .delete(4)
        .sample(1_200_000, s -> s.set(1, 0, 4))
        .samples(3, 1000)
        .sample(untilEvenHour - reachedMillis - 2_000, s -> s.set(1, 0, 0))
        .sample(1000)
        .delete(6)
        .create(8, "border", 2)
        .sample(1000, s -> s.set(8, 0, 1))
        .delete(8)
        .samples(2, 1000);
  }

  /** What the member goes on with, one interval later, and ends. */
  private static HandmadeArchive after() {
    int untilEvenHour = (int) (TWO_HOURS_MILLIS - START_MILLIS % TWO_HOURS_MILLIS);
    return HandmadeArchive.begunAt(START_MILLIS + untilEvenHour + 2_000)
        .type(1, "T", whole("n"), real("x"), whole("zero"))
        .create(1, "steady", 1)
        .initialize(9, "late", 1, 0, 2.5, 0)
        .samples(2, 1000)
        .delete(9)
        .samples(2, 1000);
  }

  private static long millis(String timeOfSample) {
    return Instant.parse("2026-11-22T" + timeOfSample + "Z").toEpochMilli();
  }

  private static boolean isEssential(Name name) {
    return KNOWN_ESSENTIALS.computeIfAbsent(
        name.type() + "." + name.statistic(),
        key ->
            ESSENTIALS.stream()
                .map(line -> line.split("\\.", 2))
                .anyMatch(line -> name.isOf(line[0]) && name.isCalled(line[1])));
  }

  /** As the documentation lists them for users. */
  private static List<String> essentials() {
    try (Stream<String> lines = Files.lines(Path.of("..", "docs", "essentials.md"))) {
      return lines
          .filter(line -> line.startsWith("| ") && line.contains("`"))
          .flatMap(line -> Stream.of(line.split("(?<!\\\\)\\|", -1)[2].split("<br>", -1)))
          .map(statistic -> statistic.strip().replace("`", "").replace("\\|", "|"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
