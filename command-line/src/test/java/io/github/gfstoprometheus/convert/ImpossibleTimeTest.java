package io.github.gfstoprometheus.convert;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One wrong bit in a header moves all its samples far away. */
class ImpossibleTimeTest {
  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MIN_VALUE,
        -1,
        0,
        START_MILLIS | 1L << 43,
        Long.MAX_VALUE - 1500,
        Long.MAX_VALUE
      })
  void samplesOfAnImpossibleTimeAreLostAndTheNextArchiveIsNot(long startMillis) throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive(START_MILLIS), archive(startMillis), archive(START_MILLIS + 2000));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("1000=0.0", "2000=0.0", "3000=0.0", "4000=0.0", "5000=stale");
    assertThat(converted.conversion().problems())
        .containsExactly("member-1: samples lost because their time is impossible: 2");
    assertThat(converted.figures().ticksImpossible()).isEqualTo(2);
    assertThat(converted.figures().lastMillis()).isEqualTo(START_MILLIS + 4000);
  }

  @Test
  void timesBetweenTheFirstMembersAndAFarFutureArePossible() {
    assertThat(isPossible("1989-12-31T23:59:59.999Z")).isFalse();
    assertThat(isPossible("1990-01-01T00:00:00Z")).isTrue();
    assertThat(isPossible("2199-12-31T23:59:59.999Z")).isTrue();
    assertThat(isPossible("2200-01-01T00:00:00Z")).isFalse();
  }

  private static boolean isPossible(String time) {
    return SampleClock.isPossible(Instant.parse(time).toEpochMilli());
  }

  private static HandmadeArchive archive(long startMillis) {
    return HandmadeArchive.begunAt(startMillis)
        .type(1, "T", whole("n"))
        .create(1, "x", 1)
        .samples(2, 1000);
  }
}
