package io.github.gfstoprometheus.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.watch.DrivenFigures;
import io.github.gfstoprometheus.watch.SinkFigures.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

  private final MovedClock clock = new MovedClock();
  private final DrivenFigures figures = new DrivenFigures();
  private final Condition condition = new Condition(figures.watch(), POLL_INTERVAL, clock);

  @Test
  void aWatchThatHasNotScannedForTenPollsAndHalfAMinuteDoesNotWork() {
    clock.pass(Duration.ofSeconds(50));
    assertThat(condition.fault()).isEmpty();
    clock.pass(Duration.ofMillis(1));

    assertThat(condition.fault())
        .contains(
            "the directories were looked through last 50 s ago, and every 50 s at the latest is"
                + " expected");
  }

  @Test
  void aScanMakesItWorkAgain() {
    clock.pass(Duration.ofMinutes(5));
    assertThat(condition.fault()).isPresent();

    figures.scanned(1, 1, clock.millis());

    assertThat(condition.fault()).isEmpty();
  }

  @Test
  void whatHasDiedFirstIsTheReason() {
    condition.hasDied("blocks: out of memory");
    condition.hasDied("remote_write: interrupted");

    assertThat(condition.fault()).contains("blocks: out of memory");
    assertThat(condition.awaited()).contains("blocks: out of memory");
  }

  @Test
  void itIsReadyWhenAllSinksHaveCaughtUpAndStaysSo() {
    figures.blocksStandAt(
        new Position("server-1", "a.gfs", 8_000_000, 2_000_000, 0),
        new Position("server-2", "b.gfs", 2_000_000, 1_000_000, 0));

    assertThat(condition.awaited())
        .contains(
            "blocks: 3.0 of 10.0 MB were read of the archives that are open now, one of each of 2"
                + " members; remote_write: nothing was read yet");
    condition.caughtUp("remote_write");
    assertThat(condition.awaited().orElse(""))
        .startsWith("blocks: ")
        .doesNotContain("remote_write");
    condition.caughtUp("blocks");
    assertThat(condition.awaited()).isEmpty();
    figures.blocksStandAt(new Position("server-3", "c.gfs", 8_000_000, 0, 0));
    assertThat(condition.awaited()).isEmpty();
  }

  @Test
  void oneThatEndsIsWellButNotReady() {
    condition.caughtUp("blocks");
    condition.caughtUp("remote_write");
    condition.ending();
    clock.pass(Duration.ofMinutes(5));

    assertThat(condition.fault()).isEmpty();
    assertThat(condition.awaited()).contains("the watch is ending");
  }
}
