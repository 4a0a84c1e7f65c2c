package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.geode.ArchivedStatistic;
import io.github.gfstoprometheus.testkit.geode.GeodeStorage;
import java.util.Arrays;

/** A statistic of an instance as Geode's reader knows it, from its first tick that can be kept. */
final class ExpectedLife {
  private final ArchivedStatistic statistic;
  private final int lostTicks;

  ExpectedLife(ArchivedStatistic statistic, long reachedMillis) {
    this.statistic = statistic;
    int lost = 0;
    while (lost < statistic.timestampsMillis().length
        && statistic.timestampsMillis()[lost] <= reachedMillis) {
      lost++;
    }
    this.lostTicks = lost;
  }

  int size() {
    return statistic.values().length - lostTicks;
  }

  long timestampMillis(int tick) {
    return statistic.timestampsMillis()[lostTicks + tick];
  }

  long lastMillis() {
    return timestampMillis(size() - 1);
  }

  double sum() {
    return Arrays.stream(statistic.values()).skip(lostTicks).sum();
  }

  /** Arrays.mismatch takes all NaN for equal, and tells −0.0 from 0.0. */
  void compareValues(double[] found) {
    double[] expected = statistic.values();
    double[] all = Arrays.copyOf(expected, expected.length);
    System.arraycopy(found, 0, all, lostTicks, found.length);
    int mismatch = Arrays.mismatch(all, expected);
    if (mismatch >= 0) {
      mismatch = Arrays.mismatch(GeodeStorage.store(all, typeCode()), expected);
    }
    assertThat(mismatch).as("first tick that differs").isEqualTo(-1);
  }

  private int typeCode() {
    return statistic.series().typeCode();
  }
}
