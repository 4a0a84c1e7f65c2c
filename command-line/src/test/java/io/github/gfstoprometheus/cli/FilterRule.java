package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Predicate;

/**
 * What options are to leave of everything, said by a rule.
 *
 * @param choice which series, by the names that their labels tell
 * @param neverZero whether only series that have a sample that is not zero are left
 * @param startMillis the first time that is left
 * @param endMillis the first time that is not left any more
 * @param everyMillis of each such period the first tick is left; 0 for all
 */
record FilterRule(
    Predicate<Name> choice, boolean neverZero, long startMillis, long endMillis, long everyMillis) {
  static final FilterRule ALL = new FilterRule(name -> true, false, 0, Long.MAX_VALUE, 0);

  /** A statistic of an instance. */
  record Name(String type, String instance, String statistic) {
    private static final String PREFIX = "gemfire_";

    static Name of(LabelSet labels) {
      String metric = labels.value(LabelSet.METRIC_NAME);
      return new Name(
          labels.value("category"),
          labels.value("exported_instance"),
          metric.substring(PREFIX.length()));
    }

    boolean isOf(String typeExpression) {
      return type.matches("(?i)" + typeExpression);
    }

    boolean isCalled(String statisticExpression) {
      return statistic.matches("(?i)" + statisticExpression);
    }
  }

  FilterRule choosing(Predicate<Name> chosen) {
    return new FilterRule(chosen, neverZero, startMillis, endMillis, everyMillis);
  }

  FilterRule withoutZeros() {
    return new FilterRule(choice, true, startMillis, endMillis, everyMillis);
  }

  FilterRule within(long fromMillis, long untilMillis) {
    return new FilterRule(choice, neverZero, fromMillis, untilMillis, everyMillis);
  }

  FilterRule every(long millis) {
    return new FilterRule(choice, neverZero, startMillis, endMillis, millis);
  }

  /** Whether it leaves all ticks, of some series and some time. */
  boolean keepsAllTicks() {
    return everyMillis == 0;
  }

  /** The times that are left, but for the window: those that are no ticks are all left. */
  NavigableSet<Long> leftOf(MemberTimes times) {
    return keepsAllTicks() ? times.all() : times.everyFirst(everyMillis);
  }

  /** What is left of a series, given all its samples and the times that are left. */
  List<Sample> leftOf(LabelSet labels, List<Sample> samples, NavigableSet<Long> leftTimes) {
    if (!choice.test(Name.of(labels))
        || (neverZero && samples.stream().noneMatch(Sample::isNonZero))) {
      return List.of();
    }
    List<Sample> left = keepsAllTicks() ? samples : thinned(samples, leftTimes);
    return left.stream()
        .filter(
            sample ->
                startMillis <= sample.timestampMillis() && sample.timestampMillis() < endMillis)
        .toList();
  }

  /** A series that has ended since the last time that is left has its marker at the next one. */
  private static List<Sample> thinned(List<Sample> samples, NavigableSet<Long> leftTimes) {
    Map<Long, Sample> byTime = new HashMap<>();
    samples.forEach(sample -> byTime.put(sample.timestampMillis(), sample));
    long lastMillis = samples.get(samples.size() - 1).timestampMillis();
    List<Sample> left = new ArrayList<>();
    boolean lives = false;
    for (long millis : leftTimes.tailSet(samples.get(0).timestampMillis(), true)) {
      Sample sample = byTime.get(millis);
      boolean livesOn = sample != null && !sample.isMarker();
      if (livesOn) {
        left.add(sample);
      } else if (lives) {
        left.add(Sample.marker(millis));
      } else if (millis > lastMillis) {
        break;
      }
      lives = livesOn;
    }
    return left;
  }
}
