package io.github.gfstoprometheus.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  /** Randomness that is always as large as it can be. */
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void theBoundDoublesUpToFiveSeconds() {
    Backoff backoff = new Backoff(LARGEST);
    long[] millis = {30, 60, 120, 240, 480, 960, 1920, 3840, 5000, 5000};
    for (long expected : millis) {
      assertThat(backoff.next(Optional.empty())).isEqualTo(Duration.ofMillis(expected));
    }
  }

  @Test
  void waitsAreAnythingFromNothingToTheBound() {
    SplittableRandom random = new SplittableRandom(1);
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < 1000; i++) {
      long millis = new Backoff(random).next(Optional.empty()).toMillis();
      least = Math.min(least, millis);
      most = Math.max(most, millis);
    }
    assertThat(least).isZero();
    assertThat(most).isEqualTo(30);
  }

  @Test
  void whatTheReceiverAsksForIsTheLeastButNotMoreThanAMinute() {
    assertThat(new Backoff(LARGEST).next(Optional.of(Duration.ofSeconds(2))))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(new Backoff(LARGEST).next(Optional.of(Duration.ZERO)))
        .isEqualTo(Duration.ofMillis(30));
    assertThat(new Backoff(LARGEST).next(Optional.of(Duration.ofDays(1))))
        .isEqualTo(Duration.ofMinutes(1));
  }
}
