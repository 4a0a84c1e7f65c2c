package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Random timelines of one builder, played in turns, and the naive ones that are told the same. */
final class RandomTimelines {
  private final Random random;
  private final List<NaiveTimeline> naive = new ArrayList<>();
  private final List<RandomScript> scripts = new ArrayList<>();

  /**
   * Timelines whose series stand between those of the others in the order of labels.
   *
   * @param startMillis when the first one starts; each other one a millisecond later
   */
  RandomTimelines(long seed, BlockBuilder builder, int timelines, int series, long startMillis) {
    random = new Random(seed);
    for (int i = 0; i < timelines; i++) {
      String zone = String.valueOf(i);
      List<LabelSet> names =
          RandomScript.names("metric", series).stream()
              .map(name -> name.with("zone", zone))
              .toList();
      naive.add(new NaiveTimeline());
      scripts.add(
          new RandomScript(
              random.nextLong(), startMillis + i, names, naive.get(i), builder.addTimeline()));
    }
  }

  /** Each timeline ticks so many times in each turn. */
  void play(int turns, int ticks, long stepMillis, int changesPerTick) throws IOException {
    for (int turn = 0; turn < turns; turn++) {
      for (RandomScript script : scripts) {
        script.play(ticks, stepMillis, changesPerTick);
      }
    }
  }

  /** The same with steps that are some milliseconds longer or shorter. */
  void playUneven(int ticks, int stepMillis, int jitterMillis, int changesPerTick)
      throws IOException {
    for (int tick = 0; tick < ticks; tick++) {
      int jitter = random.nextInt(-jitterMillis, jitterMillis + 1);
      for (RandomScript script : scripts) {
        script.play(1, stepMillis + jitter, changesPerTick);
      }
    }
  }

  /** All timelines are always in the same stride, and the builder is told of each. */
  void playTogether(BlockBuilder builder, long startMillis, long endMillis, long strideMillis)
      throws IOException {
    for (long millis = startMillis; millis <= endMillis; millis += strideMillis) {
      for (RandomScript script : scripts) {
        script.playUntil(millis, 200, 4);
      }
      builder.advancedTo(millis);
    }
  }

  /** The same with steps that are some milliseconds longer or shorter. */
  void playUnevenTogether(
      BlockBuilder builder, long startMillis, long endMillis, int stepMillis, int jitterMillis)
      throws IOException {
    for (long millis = startMillis; millis <= endMillis; millis += 3L * stepMillis) {
      int jitter = random.nextInt(-jitterMillis, jitterMillis + 1);
      for (RandomScript script : scripts) {
        script.playUntil(millis, stepMillis + jitter, 3);
      }
      builder.advancedTo(millis);
    }
  }

  void end() throws IOException {
    for (RandomScript script : scripts) {
      script.end();
    }
  }

  List<NaiveTimeline> naive() {
    return naive;
  }

  /** The naive samples of all timelines. */
  SortedMap<LabelSet, SortedMap<Long, Long>> samples() {
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
    naive.forEach(timeline -> samples.putAll(timeline.samples()));
    return samples;
  }
}
