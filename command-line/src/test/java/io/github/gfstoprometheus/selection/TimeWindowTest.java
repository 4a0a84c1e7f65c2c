package io.github.gfstoprometheus.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T14:00:00Z, 2026-11-22T14:00:00Z",
    "2026-11-22T14:00Z, 2026-11-22T14:00:00Z",
    "2026-11-22T14:00:00.250Z, 2026-11-22T14:00:00.250Z",
    "2026-11-22T14:00+02:00, 2026-11-22T12:00:00Z",
    "2026-11-22 14:00 +02:00, 2026-11-22T12:00:00Z",
    "2026-11-22 14:00, 2026-11-22T13:00:00Z",
    "2026-11-22 14:00:05, 2026-11-22T13:00:05Z",
    "2026-11-22T14:00, 2026-11-22T13:00:00Z",
    "2026-11-22, 2026-11-21T23:00:00Z",
    "2026-07-22 14:00, 2026-07-22T12:00:00Z",
    "2026/11/22 14:00:00.000 UTC, 2026-11-22T14:00:00Z",
    "2026/11/22 14:00:00.001 CET, 2026-11-22T13:00:00.001Z",
    "2026/11/22 14:00 Asia/Tokyo, 2026-11-22T05:00:00Z",
    "2026-11-22 14:00 Europe/Berlin, 2026-11-22T13:00:00Z"
  })
  void timesAreUnderstoodAsPeopleWriteThem(String text, Instant expected) {
    TimeWindow window = TimeWindow.of(Optional.of(text), Optional.empty(), Optional.empty());

    assertThat(Instant.ofEpochMilli(window.startMillis(BERLIN))).isEqualTo(expected);
    assertThat(window.endMillis(BERLIN)).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "14:00", "2026-13-01", "2026-11-22 25:00", "22.11.2026"})
  void whatIsNoTimeIsRefusedWithExamples(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeWindow.of(Optional.of(text), Optional.empty(), Optional.empty()))
        .withMessage(
            "\"%s\" is no time: expected such as 2026-11-22T14:00:00Z, \"2026-11-22 14:00\" or 2026-11-22",
            text);
  }

  @Test
  void aNamedZoneWinsOverTheMembersAndATimesOwnOverBoth() {
    TimeWindow window =
        TimeWindow.of(
            Optional.of("2026-11-22 14:00"),
            Optional.of("2026-11-22 14:00Z"),
            Optional.of(ZoneId.of("Asia/Tokyo")));

    assertThat(window.startMillis(BERLIN)).isEqualTo(millis("2026-11-22T05:00:00Z"));
    assertThat(window.endMillis(BERLIN)).isEqualTo(millis("2026-11-22T14:00:00Z"));
  }

  @Test
  void anEndThatIsNotAfterTheStartIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TimeWindow.of(
                    Optional.of("2026-11-22"), Optional.of("2026-11-22"), Optional.empty()))
        .withMessageContaining("not after");
  }

  @Test
  void aLocalStartAndAnInstantAsEndCanOnlyBeComparedInTheMembersZone() {
    TimeWindow window =
        TimeWindow.of(
            Optional.of("2026-07-01 02:00"), Optional.of("2026-07-01T01:00:00Z"), Optional.empty());

    assertThat(window.endMillis(BERLIN) - window.startMillis(BERLIN)).isEqualTo(3_600_000);
  }

  @Test
  void equalWindowsAndOnlyTheseAreDescribedAlike() {
    assertThat(TimeWindow.ALL.describe()).isEmpty();
    assertThat(window("2026-11-22", Optional.empty()).describe())
        .isEqualTo(window("2026-11-22 00:00", Optional.empty()).describe())
        .isNotEqualTo(window("2026-11-23", Optional.empty()).describe())
        .isNotEqualTo(window("2026-11-22", Optional.of(BERLIN)).describe());
  }

  private static TimeWindow window(String start, Optional<ZoneId> zone) {
    return TimeWindow.of(Optional.of(start), Optional.empty(), zone);
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
