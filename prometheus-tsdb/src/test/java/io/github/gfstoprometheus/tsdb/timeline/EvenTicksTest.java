package io.github.gfstoprometheus.tsdb.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvenTicksTest {
  private static final long FIRST = -1_000_000_000_000L;
  private static final long END = 4_000_000_000_000L;

  /** As many as a block range of two hours has. */
  private static final int TICKS = 7200;

  @Test
  void anyTicksRiseStrictlyWithinToleranceAndBounds() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long[] ticks = randomTicks(random, 1 + random.nextInt(60), 1 + random.nextInt(300));
      long tolerance = random.nextInt(random.nextBoolean() ? 5 : 200);
      long first = ticks[0] - random.nextInt(20);
      long end = ticks[ticks.length - 1] + 1 + random.nextInt(20);
      long[] given = ticks.clone();
      long[] aligned = EvenTicks.align(ticks, tolerance, first, end);
      assertThat(ticks).as("seed %d", seed).isEqualTo(given);
      assertAligned(aligned, ticks, tolerance, first, end, "seed " + seed);
      assertThat(NaiveEvenTicks.turns(aligned))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(NaiveEvenTicks.turns(ticks));
      assertThat(EvenTicks.align(ticks, tolerance, first, end)).isEqualTo(aligned);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 5", "3, 7", "4, 9", "1, 1", "2, 1", "3, 1", "4, 1"})
  void noTimesHaveFewerTurnsWhetherWindowsAreApartOrOverlap(int tolerance, int shortest) {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      long[] ticks = randomTicks(random, 3 + random.nextInt(20), shortest);
      long first = ticks[0] - random.nextInt(tolerance + 2);
      long end = ticks[ticks.length - 1] + 1 + random.nextInt(tolerance + 2);
      assertThat(NaiveEvenTicks.turns(EvenTicks.align(ticks, tolerance, first, end)))
          .as("seed %d", seed)
          .isEqualTo(NaiveEvenTicks.fewestTurns(ticks, tolerance, first, end));
    }
  }

  @ParameterizedTest
  @EnumSource(SamplerClock.class)
  void noTimesOfASamplerHaveFewerTurns(SamplerClock clock) {
    for (int tolerance = 1; tolerance <= 3; tolerance++) {
      long[] ticks = clock.ticks(1000, tolerance);
      assertThat(NaiveEvenTicks.turns(EvenTicks.align(ticks, tolerance, FIRST, END)))
          .isEqualTo(NaiveEvenTicks.fewestTurns(ticks, tolerance, FIRST, END));
    }
  }

  /** The shares that were measured, and a margin for other seeds. */
  @ParameterizedTest
  @CsvSource({
    "LINUX,  0, 9.9",
    "LINUX,  1, 3.4",
    "LINUX,  2, 2.1",
    "LINUX, 10, 0.5",
    "LINUX, 50, 0.1",
    "MACOS,  0, 68",
    "MACOS,  1, 17",
    "MACOS,  2, 7.7",
    "MACOS, 10, 0.6",
    "MACOS, 50, 0.03",
    "DRIFT,  0, 86",
    "DRIFT,  1, 33",
    "DRIFT,  2, 14.2",
    "DRIFT, 10, 2.6",
    "DRIFT, 50, 0.5",
  })
  void atMostThisPercentageOfDeltasOfDeltasIsNotZero(
      SamplerClock clock, long tolerance, double percentage) {
    int turns = 0;
    int seeds = 5;
    for (int seed = 0; seed < seeds; seed++) {
      long[] ticks = clock.ticks(TICKS, seed);
      long[] aligned = EvenTicks.align(ticks, tolerance, FIRST, END);
      assertAligned(aligned, ticks, tolerance, FIRST, END, clock + " " + seed);
      turns += NaiveEvenTicks.turns(aligned);
    }
    assertThat(100.0 * turns / seeds / (TICKS - 2)).isLessThanOrEqualTo(percentage);
  }

  @ParameterizedTest
  @EnumSource(SamplerClock.class)
  void withoutToleranceTicksKeepTheirTimes(SamplerClock clock) {
    long[] ticks = clock.ticks(100, 1);
    assertThat(EvenTicks.align(ticks, 0, FIRST, END)).isEqualTo(ticks).isNotSameAs(ticks);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 50, 5000})
  void evenTicksKeepTheirTimes(long tolerance) {
    long[] ticks = LongStream.range(0, 1000).map(i -> 77 + i * 1000).toArray();
    assertThat(EvenTicks.align(ticks, tolerance, FIRST, END)).isEqualTo(ticks);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void ticksThatHaveNoDeltaOfDeltasKeepTheirTimes(int count) {
    long[] ticks = Arrays.copyOf(new long[] {1003, 2001}, count);
    assertThat(EvenTicks.align(ticks, 10, 0, 10_000)).isEqualTo(ticks);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 100})
  void jitterThatTheToleranceCoversGoesAndNoTickMovesFar(long tolerance) {
    Random random = new Random(3);
    long[] ticks = LongStream.range(0, 1000).map(i -> i * 10_000 + random.nextInt(3) - 1).toArray();
    long[] aligned = EvenTicks.align(ticks, tolerance, FIRST, END);
    assertThat(NaiveEvenTicks.turns(aligned)).isZero();
    assertThat(aligned).isEqualTo(LongStream.range(0, 1000).map(i -> i * 10_000).toArray());
  }

  @Test
  void oneLateTickMovesAlone() {
    assertThat(EvenTicks.align(new long[] {0, 1000, 2040, 3000, 4000, 5000}, 50, FIRST, END))
        .containsExactly(0, 1000, 2000, 3000, 4000, 5000);
  }

  @Test
  void aGapCostsTwoTurnsAndTheTicksAfterItAreEvenAgain() {
    assertThat(EvenTicks.align(new long[] {0, 1001, 2000, 7001, 8000, 9001}, 2, FIRST, END))
        .containsExactly(0, 1000, 2000, 7001, 8001, 9001);
  }

  @Test
  void ticksAMillisecondApartStayApart() {
    long[] aligned = EvenTicks.align(new long[] {0, 1000, 1001, 2000, 3000}, 400, FIRST, END);
    assertAligned(aligned, new long[] {0, 1000, 1001, 2000, 3000}, 100, FIRST, END, "");
  }

  @Test
  void ticksThatFillTheirBoundsKeepTheirTimes() {
    long[] ticks = LongStream.range(500, 600).toArray();
    assertThat(EvenTicks.align(ticks, 50, 500, 600)).isEqualTo(ticks);
  }

  @Test
  void boundsAreKeptAtTheCostOfATurn() {
    long[] early = {1000, 1998, 2998, 3998, 4998};
    assertThat(EvenTicks.align(early, 1, 999, END)).containsExactly(999, 1999, 2999, 3999, 4999);
    assertThat(NaiveEvenTicks.turns(EvenTicks.align(early, 1, 1000, END))).isEqualTo(1);
    long[] late = {0, 1000, 2000, 3000, 3998};
    assertThat(EvenTicks.align(late, 1, FIRST, 4000)).containsExactly(-1, 999, 1999, 2999, 3999);
    assertThat(NaiveEvenTicks.turns(EvenTicks.align(late, 1, FIRST, 3999))).isEqualTo(1);
  }

  @Test
  void aToleranceAboveTheWidestMovesNoTickFurther() {
    long[] ticks = SamplerClock.DRIFT.ticks(TICKS, 1);
    assertThat(EvenTicks.align(ticks, 100_000, FIRST, END))
        .isEqualTo(EvenTicks.align(ticks, EvenTicks.WIDEST_MILLIS, FIRST, END));
  }

  @Test
  void ticksOutOfBoundsAndNegativeTolerancesAreRefused() {
    long[] ticks = {10, 20, 30};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvenTicks.align(ticks, 1, 11, 31))
        .withMessageContaining("from 11 to before 31");
    assertThatIllegalArgumentException().isThrownBy(() -> EvenTicks.align(ticks, 1, 10, 30));
    assertThatIllegalArgumentException().isThrownBy(() -> EvenTicks.align(ticks, -1, 10, 31));
  }

  private static void assertAligned(
      long[] aligned, long[] ticks, long tolerance, long first, long end, String description) {
    assertThat(aligned).as(description).hasSameSizeAs(ticks);
    long before = first - 1;
    for (int tick = 0; tick < ticks.length; tick++) {
      long moved = Math.abs(aligned[tick] - ticks[tick]);
      if (aligned[tick] <= before || aligned[tick] >= end || moved > tolerance) {
        throw new AssertionError(
            "%s: tick %d of %d ms is put at %d ms, after %d ms"
                .formatted(description, tick, ticks[tick], aligned[tick], before));
      }
      before = aligned[tick];
    }
  }

  /** Mostly one interval with some jitter; now and then any other, from the shortest on. */
  private static long[] randomTicks(Random random, int count, int shortest) {
    int usual = shortest + 1 + random.nextInt(40);
    long[] millis = new long[count];
    long last = random.nextInt(2000) - 1000L;
    for (int tick = 0; tick < count; tick++) {
      millis[tick] = last;
      int interval =
          switch (random.nextInt(12)) {
            case 0 -> shortest;
            case 1 -> 2 * usual;
            case 2 -> shortest + random.nextInt(usual);
            case 3 -> 100_000;
            default -> usual + random.nextInt(3) - 1;
          };
      last += interval;
    }
    return millis;
  }
}
