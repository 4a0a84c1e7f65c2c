package io.github.gfstoprometheus.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleClockTest {
  private final SampleClock clock = new SampleClock();

  @Test
  void beforeTheFirstTickEveryTimeIsLaterAndNothingIsMissing() {
    assertThat(clock.hasTicked()).isFalse();
    assertThat(clock.isLater(0)).isTrue();
    assertThat(clock.isGapBefore(1_000_000_000)).isFalse();
  }

  @Test
  void aTimeIsLaterOnlyIfItIsAfterTheLastTick() {
    ticks(1000);

    assertThat(clock.isLater(999)).isFalse();
    assertThat(clock.isLater(1000)).isFalse();
    assertThat(clock.isLater(1001)).isTrue();
  }

  @Test
  void oneTickTellsNoIntervalSoThatNothingIsAGapAndStaleIsASecondLater() {
    ticks(5000);

    assertThat(clock.isGapBefore(1_000_000)).isFalse();
    assertThat(clock.staleMillis()).isEqualTo(6000);
  }

  @Test
  void moreThanFourIntervalsAreAGap() {
    ticks(1000, 2000, 3000);

    assertThat(clock.isGapBefore(7000)).isFalse();
    assertThat(clock.isGapBefore(7001)).isTrue();
    assertThat(clock.staleMillis()).isEqualTo(4000);
  }

  @Test
  void samplesOnceAMinuteAreNoGap() {
    ticks(0, 60_000, 120_000);

    assertThat(clock.isGapBefore(180_000)).isFalse();
    assertThat(clock.isGapBefore(360_001)).isTrue();
    assertThat(clock.staleMillis()).isEqualTo(180_000);
  }

  @Test
  void oneLateTickDoesNotChangeTheInterval() {
    ticks(1000, 2000, 3000, 4000, 5000, 8500);

    assertThat(clock.staleMillis()).isEqualTo(9500);
  }

  @Test
  void theIntervalFollowsAMemberThatSamplesAtAnotherRateFromNowOn() {
    ticks(1000, 2000, 3000, 4000, 5000, 7000, 9000, 11_000);

    assertThat(clock.staleMillis()).isEqualTo(13_000);
    assertThat(clock.isGapBefore(19_000)).isFalse();
  }

  private void ticks(long... millis) {
    for (long time : millis) {
      clock.tick(time);
    }
  }
}
