package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/** One series as Geode's reader knows it: a life for each instance that had these labels. */
final class ExpectedSeries {
  private final List<ExpectedLife> lives = new ArrayList<>();

  void add(ExpectedLife life) {
    if (life.size() > 0) {
      lives.add(life);
    }
  }

  long samples() {
    return lives.stream().mapToLong(ExpectedLife::size).sum();
  }

  double sum() {
    return lives.stream().mapToDouble(ExpectedLife::sum).sum();
  }

  /**
   * Compares with what was read back, and returns how many stale markers that has: one after each
   * life that the next tick does not go on with, and nothing else besides the samples.
   *
   * @param ticks all times at which the archives have samples
   * @param withMarkers whether the foreign program shows stale markers, as NaN
   */
  long compare(SampleList found, NavigableSet<Long> ticks, boolean withMarkers) {
    int next = 0;
    long markers = 0;
    for (int i = 0; i < lives.size(); i++) {
      ExpectedLife life = lives.get(i);
      int end = next + life.size();
      assertThat(found.size()).as("samples").isGreaterThanOrEqualTo(end);
      for (int tick = 0; tick < life.size(); tick++) {
        assertThat(found.timestampMillis(next + tick))
            .as("time %d", tick)
            .isEqualTo(life.timestampMillis(tick));
      }
      life.compareValues(found.values(next, end));
      next = end;
      Long following = ticks.higher(life.lastMillis());
      boolean goesOn =
          i + 1 < lives.size()
              && following != null
              && lives.get(i + 1).timestampMillis(0) == following;
      if (!goesOn) {
        markers++;
        next += withMarkers ? compareMarker(found, next, life.lastMillis()) : 0;
      }
    }
    assertThat(found.size()).as("samples in all").isEqualTo(next);
    return markers;
  }

  private static int compareMarker(SampleList found, int index, long endMillis) {
    assertThat(found.size()).as("a stale marker").isGreaterThan(index);
    assertThat(found.value(index)).as("stale marker").isNaN();
    assertThat(found.timestampMillis(index)).as("stale marker").isGreaterThan(endMillis);
    return 1;
  }
}
