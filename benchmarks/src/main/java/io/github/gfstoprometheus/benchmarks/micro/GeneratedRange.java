package io.github.gfstoprometheus.benchmarks.micro;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One block range of changes, generated beforehand so that replaying it costs little: two hours of
 * a tick a second, some a millisecond late, in the shape of a server's archive. Few series ever
 * change, and of those some nearly always: small steps of whole numbers.
 */
final class GeneratedRange {
  private static final int TICKS = 7_200;
  private static final long START_MILLIS = 1_767_225_600_000L; // 2026-01-01, the start of a range
  private static final long INTERVAL_MILLIS = 1_000;
  private static final int ONE_LATE_IN = 20; // as the generator of archives has it for Linux
  private static final int INSTANCES_PER_TYPE = 20;
  private static final double ACTIVE_SHARE = 0.06;
  private static final int STEPS = 100;

  private final List<LabelSet> labels = new ArrayList<>();
  private final int changesPerTick;
  private final int[] series;
  private final long[] valueBits;
  private final long[] timestampsMillis = new long[TICKS];

  GeneratedRange(int seriesCount, int changesPerTick) {
    this.changesPerTick = changesPerTick;
    this.series = new int[TICKS * changesPerTick];
    this.valueBits = new long[series.length];
    Random random = new Random(1);
    for (int i = 0; i < seriesCount; i++) {
      labels.add(labelsOf(i));
    }
    int active = Math.max(1, (int) (ACTIVE_SHARE * seriesCount));
    double[] values = new double[seriesCount];
    long timestampMillis = START_MILLIS;
    for (int tick = 0; tick < TICKS; tick++) {
      timestampsMillis[tick] = timestampMillis;
      timestampMillis += INTERVAL_MILLIS + (random.nextInt(ONE_LATE_IN) == 0 ? 1 : 0);
      for (int i = tick * changesPerTick; i < (tick + 1) * changesPerTick; i++) {
        double pick = random.nextDouble();
        int oneOfActive = (int) (pick * pick * active);
        series[i] = (int) ((long) oneOfActive * seriesCount / active);
        values[series[i]] += 1 + random.nextInt(STEPS);
        valueBits[i] = Double.doubleToRawLongBits(values[series[i]]);
      }
    }
  }

  private static LabelSet labelsOf(int number) {
    return LabelSet.of(
        Map.of(
            LabelSet.METRIC_NAME,
            "gemfire_statistic_" + number / INSTANCES_PER_TYPE,
            "category",
            "Generated",
            "cluster",
            "gemfire",
            "instance_name",
            "instance-" + number % INSTANCES_PER_TYPE,
            "job",
            "gemfire",
            "member",
            "server-1"));
  }

  /** Samples that the range stands for: every series at every tick. */
  long samples() {
    return (long) TICKS * labels.size();
  }

  /** Says all of it to a timeline. */
  void replay(Timeline timeline) throws IOException {
    int[] numbers = new int[labels.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = timeline.open(labels.get(i));
    }
    int change = 0;
    for (long timestampMillis : timestampsMillis) {
      for (int end = change + changesPerTick; change < end; change++) {
        timeline.set(numbers[series[change]], valueBits[change]);
      }
      timeline.tick(timestampMillis);
    }
    timeline.end();
  }
}
