package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.geode.ArchiveHeader;
import io.github.gfstoprometheus.testkit.geode.ArchivedInstance;
import io.github.gfstoprometheus.testkit.geode.ArchivedStatistic;
import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import io.github.gfstoprometheus.testkit.geode.GeodeStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What Geode's reader finds in the archives of one member, under the labels that the project
 * promises, which are put together here a second time.
 */
final class ExpectedSamples {
  private final Map<String, String> memberLabels = new TreeMap<>();
  private final Map<Map<String, String>, ExpectedSeries> series = new HashMap<>();
  private final NavigableSet<Long> ticks = new TreeSet<>();
  private long lostTicks;

  /** The numbers of the instances that lived at the end of the archive before, by their ids. */
  private final Map<Integer, Integer> numberBefore = new HashMap<>();

  private List<Object> runBefore = List.of();

  private ExpectedSamples(String member, String memberType) {
    memberLabels.put("instance", member);
    memberLabels.put("member", member);
    memberLabels.put("job", "gemfire");
    memberLabels.put("cluster", "gemfire");
    if (!memberType.isEmpty()) {
      memberLabels.put("member_type", memberType);
    }
  }

  static ExpectedSamples of(List<Path> archives, String member, String memberType)
      throws IOException {
    ExpectedSamples expected = new ExpectedSamples(member, memberType);
    for (Path archive : archives) {
      expected.add(GeodeArchive.read(archive));
    }
    return expected;
  }

  long samples() {
    return series.values().stream().mapToLong(ExpectedSeries::samples).sum();
  }

  long seriesCount() {
    return series.size();
  }

  /** Compares all series and returns how many stale markers there have to be. */
  long compare(ReadBack found, boolean withMarkers) {
    assertThat(found.series().keySet()).isEqualTo(series.keySet());
    long markers = 0;
    for (Map.Entry<Map<String, String>, ExpectedSeries> one : series.entrySet()) {
      try {
        markers += one.getValue().compare(found.series().get(one.getKey()), ticks, withMarkers);
      } catch (AssertionError e) {
        throw new AssertionError(one.getKey() + ": " + e.getMessage(), e);
      }
    }
    assertThat(found.samples()).isEqualTo(samples() + (withMarkers ? markers : 0));
    return markers;
  }

  /**
   * Compares how many samples each series has, and returns the series whose values do not add up to
   * the same, as Geode's reader {@linkplain GeodeStorage changes some}.
   */
  Set<Map<String, String>> compareCounts(Map<Map<String, String>, SampleSum> found) {
    assertThat(found.keySet()).isEqualTo(series.keySet());
    Set<Map<String, String>> otherSums = new HashSet<>();
    series.forEach(
        (labels, expected) -> {
          SampleSum sum = found.get(labels);
          assertThat(sum.count()).as("samples of %s", labels).isEqualTo(expected.samples());
          if (!sum.isSum(expected.sum())) {
            otherSums.add(labels);
          }
        });
    return otherSums;
  }

  /** Compares all samples of a series, which may have no stale markers. */
  void compare(Map<String, String> labels, SampleList found) {
    try {
      series.get(labels).compare(found, ticks, false);
    } catch (AssertionError e) {
      throw new AssertionError(labels + ": " + e.getMessage(), e);
    }
  }

  /** How many ticks lie at or before one of an earlier archive, and so cannot be kept. */
  long lostTicks() {
    return lostTicks;
  }

  private void add(GeodeArchive archive) throws IOException {
    beginRun(archive.header());
    List<ArchivedStatistic> statistics = new ArrayList<>();
    archive.forEachStatistic(statistics::add);
    statistics.removeIf(statistic -> statistic.values().length == 0);
    Map<ArchivedInstance, Integer> duplicates = duplicates(statistics);
    NavigableSet<Long> itsTicks = new TreeSet<>();
    long reachedMillis = ticks.isEmpty() ? Long.MIN_VALUE : ticks.last();
    for (ArchivedStatistic statistic : statistics) {
      if (statistic.series().offset() == 0) {
        LongStream.of(statistic.timestampsMillis()).forEach(itsTicks::add);
      }
      Map<String, String> labels = labels(statistic, duplicates.get(statistic.instance()));
      series
          .computeIfAbsent(labels, key -> new ExpectedSeries())
          .add(new ExpectedLife(statistic, reachedMillis));
    }
    lostTicks += itsTicks.headSet(reachedMillis, true).size();
    ticks.addAll(itsTicks);
  }

  /** A member that starts again gives the same ids to other instances. */
  private void beginRun(ArchiveHeader header) {
    List<Object> run = List.of(header.systemId(), header.systemStartMillis());
    if (!run.equals(runBefore)) {
      numberBefore.clear();
    }
    runBefore = run;
  }

  private Map<String, String> labels(ArchivedStatistic statistic, int duplicate) {
    Map<String, String> labels = new TreeMap<>(memberLabels);
    String name = statistic.series().name();
    labels.put("__name__", "gemfire_" + name.replaceAll("[^a-zA-Z0-9_:]", "_"));
    labels.put("category", statistic.instance().typeName());
    if (!statistic.instance().textId().isEmpty()) {
      labels.put("exported_instance", statistic.instance().textId());
    }
    if (duplicate > 1) {
      labels.put("duplicate", String.valueOf(duplicate));
    }
    return labels;
  }

  /**
   * The number of each instance among those of its name that lived when its first sample came. One
   * that the archive before had at its end, under the same id, keeps its number.
   */
  private Map<ArchivedInstance, Integer> duplicates(List<ArchivedStatistic> statistics) {
    Map<ArchivedInstance, long[]> times = new LinkedHashMap<>();
    statistics.forEach(one -> times.putIfAbsent(one.instance(), one.timestampsMillis()));
    Map<ArchivedInstance, Integer> numbers = new HashMap<>();
    Map<List<String>, List<ArchivedInstance>> byName = new HashMap<>();
    times.forEach(
        (instance, its) -> {
          List<ArchivedInstance> namesakes =
              byName.computeIfAbsent(
                  List.of(instance.typeName(), instance.textId()), key -> new ArrayList<>());
          List<Integer> taken =
              namesakes.stream()
                  .filter(
                      one -> one.active() || times.get(one)[times.get(one).length - 1] >= its[0])
                  .map(numbers::get)
                  .toList();
          int before = numberBefore.getOrDefault(instance.ordinal(), 1);
          int free =
              IntStream.iterate(1, n -> n + 1)
                  .filter(n -> !taken.contains(n))
                  .findFirst()
                  .getAsInt();
          numbers.put(instance, taken.contains(before) ? free : before);
          namesakes.add(instance);
        });
    numberBefore.clear();
    numbers.forEach(
        (instance, number) -> {
          if (instance.active()) {
            numberBefore.put(instance.ordinal(), number);
          }
        });
    return numbers;
  }
}
