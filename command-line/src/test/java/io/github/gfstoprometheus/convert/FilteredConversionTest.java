package io.github.gfstoprometheus.convert;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gfstoprometheus.config.ConfigFile;
import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.RunLog;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.selection.SeriesChoice;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a choice lets through is exactly that part of everything. */
class FilteredConversionTest {
  private static final String PREFIX = "gemfire_";
  private static final List<String> ESSENTIALS = essentials();

  @TempDir private Path directory;

  /** A statistic of an instance, as the labels of the full conversion say it. */
  private record Name(String type, String instance, String statistic) {
    static Name of(LabelSet labels) {
      String metric = labels.value(LabelSet.METRIC_NAME);
      return new Name(
          labels.value("category"),
          labels.value("exported_instance"),
          metric.substring(PREFIX.length()));
    }

    boolean isOf(String... types) {
      return List.of(types).contains(type);
    }

    boolean isCalled(String... statistics) {
      return List.of(statistics).contains(statistic);
    }
  }

  /** Choices as files say them, and what they mean, said in another way. */
  private static Map<String, Predicate<Name>> choices() {
    Map<String, Predicate<Name>> choices = new LinkedHashMap<>();
    choices.put("{}", name -> true);
    choices.put(
        "include: {types: [vmstats, 'CachePerf.*']}",
        name -> name.isOf("VMStats") || name.type().startsWith("CachePerf"));
    choices.put("include: {instances: [vmStats]}", name -> name.instance().equals("vmStats"));
    choices.put(
        "include: {instances: ['.*Stats.*'], statistics: ['.*Time', cpus]}",
        name ->
            name.instance().toLowerCase(Locale.ROOT).contains("stats")
                && (name.statistic().toLowerCase(Locale.ROOT).endsWith("time")
                    || name.isCalled("cpus")));
    choices.put(
        "include: {types: [VMStats, StatSampler], statistics: [sampleCount, threads]}",
        name -> name.isOf("VMStats", "StatSampler") && name.isCalled("sampleCount", "threads"));
    choices.put(
        "include: {specs: [':VMStats.cpus', 'RESOURCEMANAGERSTATS']}",
        name ->
            (name.isOf("VMStats") && name.isCalled("cpus"))
                || name.instance().equals("ResourceManagerStats"));
    choices.put(
        "include: {types: [VMStats], statistics: [cpus], specs: [':StatSampler']}",
        name -> (name.isOf("VMStats") && name.isCalled("cpus")) || name.isOf("StatSampler"));
    choices.put(
        "exclude: {types: [PartitionedRegionStats], statistics: ['.*Time'], instances: [vmStats]}",
        name ->
            !name.isOf("PartitionedRegionStats")
                && !name.statistic().toLowerCase(Locale.ROOT).endsWith("time")
                && !name.instance().equals("vmStats"));
    choices.put(
        "{include: {types: [VMStats]}, exclude: {specs: [.cpus]}}",
        name -> name.isOf("VMStats") && !name.isCalled("cpus"));
    choices.put(
        "filters: {include_resource_types: [VMGCStats, 'Cache.*'], exclude_stats: [collections]}",
        name -> name.isOf("VMGCStats") && !name.isCalled("collections"));
    choices.put("preset: essentials", FilteredConversionTest::isEssential);
    choices.put(
        "{preset: essentials, include: {statistics: [loadedClasses]}, exclude: {types: ['VMM.*']}}",
        name ->
            (isEssential(name) || name.isCalled("loadedClasses"))
                && !name.type().startsWith("VMM"));
    choices.put("include: {types: [NoSuchType]}", name -> false);
    return choices;
  }

  @ParameterizedTest
  @MethodSource("archives")
  void aFilteredConversionIsTheFilteredFullConversion(Path archive) throws IOException {
    RunLog full = converted(archive, SeriesChoice.ALL);
    for (Map.Entry<String, Predicate<Name>> choice : choices().entrySet()) {
      Map<LabelSet, List<RunLog.Run>> expected = new HashMap<>(full.runs());
      expected.keySet().removeIf(labels -> !choice.getValue().test(Name.of(labels)));

      RunLog filtered = converted(archive, choice(choice.getKey()));

      assertThat(filtered.ticks()).as(choice.getKey()).isEqualTo(full.ticks());
      assertThat(filtered.runs().equals(expected))
          .as("%s: %d series of %d", choice.getKey(), filtered.runs().size(), expected.size())
          .isTrue();
    }
  }

  @Test
  void eachChoiceTakesAPartOfTheSample() throws IOException {
    Set<Set<LabelSet>> parts = new HashSet<>();
    for (String choice : choices().keySet()) {
      parts.add(converted(SampleArchive.path(), choice(choice)).runs().keySet());
    }
    assertThat(parts).hasSameSizeAs(choices().keySet());
  }

  @Test
  void theFiguresCountWhatWasChosen() throws IOException {
    ChainConversion conversion =
        ConvertedFile.of(
            SampleArchive.path(),
            ConversionOptions.DEFAULT.withChoice(
                choice("include: {types: [VMStats], statistics: [cpus, threads]}")));
    conversion.into(new RunLog());

    assertThat(conversion.figures().series()).isEqualTo(2);
  }

  @Test
  void namesThatClashAndDuplicatesAreCalledAsWithoutAChoice() throws IOException {
    Path archive = oddities();
    RunLog full = converted(archive, SeriesChoice.ALL);
    RunLog filtered = converted(archive, choice("include: {statistics: ['a\\.b']}"));

    assertThat(filtered.runs().keySet())
        .extracting(labels -> labels.value("statistic"), labels -> labels.value("duplicate"))
        .containsExactlyInAnyOrder(tuple("a.b", ""), tuple("a.b", "2"));
    filtered.runs().forEach((labels, runs) -> assertThat(full.runs().get(labels)).isEqualTo(runs));
  }

  private Path oddities() {
    return HandmadeArchive.begun()
        .type(1, "T", whole("a-b"), whole("a.b"), real("x"))
        .create(1, "twin", 1)
        .create(2, "twin", 1)
        .sample(3, s -> s.set(1, 1, 7).set(2, 2, -0.0).set(2, 1, 8))
        .samples(3, 1000)
        .sample(0, s -> s.set(1, 0, 9))
        .delete(1)
        .create(3, "twin", 1)
        .sample(10_000_000, s -> s.set(3, 2, Double.POSITIVE_INFINITY).set(3, 1, 4))
        .header(START_MILLIS)
        .type(1, "T", whole("c"))
        .initialize(1, "", 1, 5)
        .sample(20_000_000)
        .to(directory.resolve("a.gfs"));
  }

  static Stream<Path> archives() {
    return Corpus.archives().stream();
  }

  private static boolean isEssential(Name name) {
    return ESSENTIALS.stream().anyMatch(line -> matches(line, name));
  }

  private static List<String> essentials() {
    try {
      return Files.readAllLines(Path.of("..", "docs", "essentials.md")).stream()
          .filter(row -> row.startsWith("| ") && row.contains("`"))
          .flatMap(row -> Stream.of(row.split("(?<!\\\\)\\|", -1)[2].split("<br>", -1)))
          .map(line -> line.strip().replace("`", "").replace("\\|", "|"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean matches(String line, Name name) {
    int dot = line.indexOf('.');
    return name.type().matches(line.substring(0, dot))
        && name.statistic().matches(line.substring(dot + 1));
  }

  private SeriesChoice choice(String yaml) throws IOException {
    return ConfigFile.read(Files.writeString(directory.resolve("gfs.yaml"), yaml)).choice();
  }

  private static RunLog converted(Path archive, SeriesChoice choice) throws IOException {
    return ConvertedFile.into(new RunLog(), archive, ConversionOptions.DEFAULT.withChoice(choice));
  }
}
