package io.github.gfstoprometheus.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        " 17 | 17",
        "120 | 120",
        "Sun, 22 Nov 2026 12:00:30 GMT | 30",
        "Sun, 22 Nov 2026 11:00:00 GMT | 0",
        "99999999999999999999 | 2147483647"
      })
  void secondsAndDatesAreUnderstood(String text, long seconds) {
    assertThat(RetryAfter.parse(text, CLOCK)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "Sun, 99 Nov 2026 12:00:30 GMT"})
  void whatMakesNoSenseAsksForNothing(String text) {
    assertThat(RetryAfter.parse(text, CLOCK)).isEqualTo(Optional.empty());
  }
}
