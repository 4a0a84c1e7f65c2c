package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which samples a thinned block has, decided for each one by itself: those that differ from the
 * sample at the tick before or after, and those at the first tick of a period. No block knows what
 * comes before or after it.
 */
final class NaiveThinning {
  private NaiveThinning() {}

  /** The samples of one timeline whose blocks end where ranges do; all if there is no thinning. */
  static SortedMap<LabelSet, SortedMap<Long, Long>> samples(
      NaiveTimeline timeline, BlockPolicy policy) {
    return policy.thinMillis() == 0
        ? timeline.samples()
        : samples(
            timeline.samples(),
            ranges(timeline.ticks(), policy.rangeMillis()),
            policy.thinMillis());
  }

  /**
   * What is left of the samples of one timeline.
   *
   * @param blocks the ticks of each block
   */
  static SortedMap<LabelSet, SortedMap<Long, Long>> samples(
      SortedMap<LabelSet, SortedMap<Long, Long>> all, List<List<Long>> blocks, long periodMillis) {
    SortedMap<LabelSet, SortedMap<Long, Long>> thinned = new TreeMap<>();
    all.forEach(
        (labels, samples) -> {
          SortedMap<Long, Long> kept = new TreeMap<>();
          for (List<Long> block : blocks) {
            thin(samples, block, periodMillis, kept);
          }
          thinned.put(labels, kept);
        });
    return thinned;
  }

  private static void thin(
      SortedMap<Long, Long> samples,
      List<Long> ticks,
      long periodMillis,
      SortedMap<Long, Long> kept) {
    for (int i = 0; i < ticks.size(); i++) {
      Long value = samples.get(ticks.get(i));
      if (value == null) {
        continue;
      }
      boolean firstOfRun = i == 0 || !value.equals(samples.get(ticks.get(i - 1)));
      boolean lastOfRun = i + 1 == ticks.size() || !value.equals(samples.get(ticks.get(i + 1)));
      boolean firstOfPeriod =
          i == 0
              || Math.floorDiv(ticks.get(i - 1), periodMillis)
                  < Math.floorDiv(ticks.get(i), periodMillis);
      if (firstOfRun || lastOfRun || firstOfPeriod) {
        kept.put(ticks.get(i), value);
      }
    }
  }

  /** The ticks of each block range. */
  static List<List<Long>> ranges(List<Long> ticks, long rangeMillis) {
    SortedMap<Long, List<Long>> ranges = new TreeMap<>();
    for (long tick : ticks) {
      long range = Math.floorDiv(tick, rangeMillis);
      ranges.computeIfAbsent(range, key -> new ArrayList<>()).add(tick);
    }
    return List.copyOf(ranges.values());
  }
}
