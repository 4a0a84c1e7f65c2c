package io.github.gfstoprometheus.tsdb.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineRecorderTest {
  private static final long RANGE_MILLIS = 1000;
  private static final LabelSet SERIES = LabelSet.of(Map.of("__name__", "series"));
  private static final long ONE = Double.doubleToRawLongBits(1);
  private static final long TWO = Double.doubleToRawLongBits(2);

  private final Recording recording = new Recording();
  private final TimelineRecorder timeline =
      new TimelineRecorder(RANGE_MILLIS, Long.MIN_VALUE, recording);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 30})
  void randomScriptsGiveTheSamplesOfTheNaiveTimeline(int changesPerTick) throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Recording recorded = new Recording();
      NaiveTimeline naive = new NaiveTimeline();
      TimelineRecorder recorder = new TimelineRecorder(RANGE_MILLIS, Long.MIN_VALUE, recorded);
      List<LabelSet> names = RandomScript.names("m", 8);
      RandomScript script = new RandomScript(seed, -5_000, names, naive, recorder);
      script.play(150, 70, changesPerTick);
      script.end();
      assertThat(recorded.samples).as("seed %d", seed).isEqualTo(naive.samples());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 2_000})
  void samplesBeforeTheStartAreLeftOutAndNoOthers(int changesPerTick) throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      long startMillis = -3_000 + seed * 37L;
      Recording recorded = new Recording();
      NaiveTimeline naive = new NaiveTimeline();
      TimelineRecorder recorder = new TimelineRecorder(RANGE_MILLIS, startMillis, recorded);
      List<LabelSet> names = RandomScript.names("m", 8);
      RandomScript script = new RandomScript(seed, -5_000, names, naive, recorder);
      script.play(100, 70, changesPerTick);
      script.end();
      SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>();
      naive
          .samples()
          .forEach(
              (labels, samples) -> {
                if (!samples.tailMap(startMillis).isEmpty()) {
                  expected.put(labels, samples.tailMap(startMillis));
                }
              });
      assertThat(recorded.samples).as("seed %d", seed).isEqualTo(expected);
      assertThat(recorded.starts).allMatch(start -> start + RANGE_MILLIS > startMillis);
    }
  }

  @Test
  void whatIsSaidWithoutATickTakesNoMoreThanTheSeriesAfterACut() throws IOException {
    int series = timeline.open(SERIES);
    long before = timeline.heldBytes();
    for (int i = 0; i < 10_000; i++) {
      timeline.set(series, i);
      if (i % 1_000 == 0) {
        timeline.cut(i + 1);
      }
    }
    timeline.cut(10_001);
    assertThat(timeline.heldBytes()).isPositive().isLessThanOrEqualTo(before);
    timeline.set(series, ONE);
    timeline.tick(20_000);
    timeline.end();
    assertThat(recording.of(SERIES)).isEqualTo(Map.of(20_000L, ONE));
  }

  @Test
  void aTimelineCutBeforeItsLastTickIsRefused() throws IOException {
    timeline.tick(500);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timeline.cut(500))
        .withMessageContaining("not after the tick at 500 ms");
  }

  @Test
  void anOpenSeriesHasASampleAtEachTick() throws IOException {
    int series = timeline.open(SERIES);
    timeline.tick(1);
    timeline.set(series, ONE);
    timeline.tick(2);
    timeline.tick(3);
    timeline.set(series, TWO);
    timeline.set(series, ONE);
    timeline.tick(4);
    timeline.end();
    assertThat(recording.of(SERIES)).isEqualTo(Map.of(1L, 0L, 2L, ONE, 3L, ONE, 4L, ONE));
    assertThat(recording.runs).isEqualTo(2);
  }

  @Test
  void aClosedSeriesHasAStaleMarkerAndNothingMore() throws IOException {
    int series = timeline.open(SERIES);
    timeline.tick(1);
    timeline.close(series);
    timeline.tick(2);
    timeline.tick(3);
    timeline.end();
    assertThat(recording.of(SERIES)).isEqualTo(Map.of(1L, 0L, 2L, StaleMarker.BITS));
  }

  @Test
  void closedAndOpenedBetweenTwoTicksASeriesHasNoGap() throws IOException {
    int series = timeline.open(SERIES);
    timeline.set(series, ONE);
    timeline.tick(1);
    timeline.close(series);
    series = timeline.open(SERIES);
    timeline.tick(2);
    timeline.close(series);
    timeline.set(timeline.open(SERIES), ONE);
    timeline.tick(3);
    timeline.end();
    assertThat(recording.of(SERIES)).isEqualTo(Map.of(1L, ONE, 2L, 0L, 3L, ONE));
  }

  @Test
  void openedAndClosedBetweenTwoTicksASeriesLeavesNoTrace() throws IOException {
    timeline.tick(1);
    timeline.close(timeline.open(SERIES));
    timeline.close(timeline.open(SERIES));
    timeline.tick(2);
    timeline.end();
    assertThat(recording.samples).isEmpty();
  }

  @Test
  void aSeriesClosedInOneRangeHasItsMarkerInTheNext() throws IOException {
    int series = timeline.open(SERIES);
    timeline.set(series, ONE);
    timeline.tick(999);
    timeline.close(series);
    timeline.tick(1000);
    timeline.tick(2000);
    timeline.end();
    assertThat(recording.of(SERIES)).isEqualTo(Map.of(999L, ONE, 1000L, StaleMarker.BITS));
    assertThat(recording.starts).containsExactly(0L, 1000L, 2000L);
  }

  @Test
  void aValueSetBeforeARangeBorderIsThatOfTheNextTick() throws IOException {
    int series = timeline.open(SERIES);
    timeline.set(series, ONE);
    timeline.tick(500);
    timeline.set(series, TWO);
    timeline.tick(5500);
    timeline.end();
    assertThat(recording.of(SERIES)).isEqualTo(Map.of(500L, ONE, 5500L, TWO));
  }

  @Test
  void theReservedNansBecomeTheOrdinaryOne() throws IOException {
    int series = timeline.open(SERIES);
    timeline.set(series, StaleMarker.BITS);
    timeline.tick(1);
    timeline.set(series, RangeLog.ABSENT);
    timeline.tick(2);
    timeline.set(series, 0xfff0_0000_0000_0002L);
    timeline.tick(3);
    timeline.end();
    long nan = Double.doubleToRawLongBits(Double.NaN);
    assertThat(recording.of(SERIES))
        .isEqualTo(Map.of(1L, nan, 2L, nan, 3L, 0xfff0_0000_0000_0002L));
  }

  @Test
  void aPendingCloseAtTheEndLeavesNoMarkerAsNoTickFollows() throws IOException {
    int series = timeline.open(SERIES);
    timeline.tick(1);
    timeline.close(series);
    timeline.end();
    timeline.end();
    assertThat(recording.of(SERIES)).isEqualTo(Map.of(1L, 0L));
  }

  @Test
  void rangesAreReachedBeforeTheirTicksAndTheEndLast() throws IOException {
    timeline.tick(-1);
    timeline.tick(0);
    timeline.tick(3500);
    timeline.end();
    assertThat(recording.events)
        .containsExactly(
            "reached -1000",
            "recorded -1000",
            "reached 0",
            "recorded 0",
            "reached 3000",
            "recorded 3000",
            "reached " + Long.MAX_VALUE);
  }

  @Test
  void slotsOfSeriesThatAreGoneAreUsedAgain() throws IOException {
    int highest = 0;
    for (int i = 0; i < 100_000; i++) {
      int series = timeline.open(LabelSet.of(Map.of("number", String.valueOf(i))));
      highest = Math.max(highest, series);
      timeline.tick(2L * i * 10);
      timeline.close(series);
      timeline.tick((2L * i + 1) * 10);
    }
    // 50 series live in a range; those of the range before are freed at its end.
    assertThat(highest).isLessThan(2 * 50 + 2);
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    int series = timeline.open(SERIES);
    assertThatIllegalStateException()
        .isThrownBy(() -> timeline.open(SERIES))
        .withMessageContaining(SERIES.toString());
    assertThatIllegalArgumentException().isThrownBy(() -> timeline.open(LabelSet.of(Map.of())));
    timeline.tick(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timeline.tick(5))
        .withMessageContaining("tick at 5 ms is not later than that at 5 ms");
    timeline.close(series);
    assertThatIllegalStateException().isThrownBy(() -> timeline.close(series));
    assertThatIllegalStateException().isThrownBy(() -> timeline.set(series, ONE));
    assertThatIllegalStateException().isThrownBy(() -> timeline.set(-1, ONE));
    assertThatIllegalStateException().isThrownBy(() -> timeline.set(1_000_000, ONE));
    timeline.end();
    assertThatIllegalStateException().isThrownBy(() -> timeline.tick(6));
  }

  /** Expands runs into samples as the documentation of {@link RangeRuns} says. */
  private static final class Recording implements TimelineRecorder.Listener {
    final Map<LabelSet, SortedMap<Long, Long>> samples = new HashMap<>();
    final List<Long> starts = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    int runs;

    SortedMap<Long, Long> of(LabelSet labels) {
      return samples.get(labels);
    }

    @Override
    public void ticked(long timestampMillis) {}

    @Override
    public void rangeRecorded(RecordedRange recorded) {
      starts.add(recorded.rangeStartMillis());
      events.add("recorded " + recorded.rangeStartMillis());
      RangeRuns range = recorded.transpose(0);
      for (int series = 0; series < range.series().count(); series++) {
        int firstRun = range.firstRun(series);
        int endRun = range.endRun(series);
        assertThat(firstRun).isLessThan(endRun);
        runs += endRun - firstRun;
        SortedMap<Long, Long> target =
            samples.computeIfAbsent(range.series().labels(series), labels -> new TreeMap<>());
        for (int run = firstRun; run < endRun; run++) {
          int endTick = run + 1 < endRun ? range.tick(run + 1) : range.tickCount();
          assertThat(range.tick(run)).isLessThan(endTick);
          if (run > firstRun) {
            assertThat(range.valueBits(run)).isNotEqualTo(range.valueBits(run - 1));
          }
          boolean stale = range.valueBits(run) == StaleMarker.BITS;
          for (int tick = range.tick(run); tick < (stale ? range.tick(run) + 1 : endTick); tick++) {
            target.put(range.millis(tick), range.valueBits(run));
          }
        }
      }
    }

    @Override
    public void reached(long rangeStartMillis) {
      events.add("reached " + rangeStartMillis);
    }
  }
}
