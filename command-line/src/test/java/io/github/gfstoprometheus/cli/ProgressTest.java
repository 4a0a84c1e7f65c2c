package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.convert.Watcher.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long REACHED = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();

  @Test
  void aLineTellsShareRateMembersTimeBlocksAndTimeLeft() {
    ProgressLine line =
        new ProgressLine(
            4_000_000_000L,
            new Progress(1_000_000_000, REACHED, 3, new Watcher.Written(1200, "block")),
            50);

    assertThat(line.text())
        .isEqualTo(
            "25 % of 4,000 MB, 20.0 MB/s, 3 members, 1,200 blocks at 2026-01-02T03:04:00Z, 2m30s left");
  }

  @Test
  void withoutATotalALineTellsWhatWasRead() {
    ProgressLine line =
        new ProgressLine(
            0, new Progress(5_000_000, REACHED, 1, new Watcher.Written(0, "block")), 2);

    assertThat(line.text()).isEqualTo("5 MB, 2.5 MB/s, 1 member, 0 blocks at 2026-01-02T03:04:00Z");
  }

  /** A file that grows while it is read has more than there was. */
  @Test
  void moreThanAllIsAll() {
    ProgressLine line =
        new ProgressLine(
            10_000_000, new Progress(30_000_000, REACHED, 1, new Watcher.Written(0, "block")), 3);

    assertThat(line.text()).startsWith("100 % of 10 MB").endsWith(", 0s left");
  }

  @Test
  void aTerminalShowsABarAndClearsIt() throws InterruptedException {
    String shown = watched(Optional.of(80), 1_600);

    assertThat(shown).contains("converting  50% [=").contains("2 members, 7 blocks");
    assertThat(shown.substring(shown.stripTrailing().length())).contains(" ".repeat(79));
  }

  @Test
  void whatIsQuicklyDoneShowsNothing() throws InterruptedException {
    assertThat(watched(Optional.of(80), 0)).isEmpty();
    assertThat(watched(Optional.empty(), 1_600)).isEmpty();
  }

  private static String watched(Optional<Integer> columns, int millis) throws InterruptedException {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(errors, true, StandardCharsets.UTF_8);
    try (Interruption interruption = Interruption.open("late");
        ProgressWatcher watcher =
            new ProgressWatcher(printed, columns, 100_000_000, interruption)) {
      for (int waited = 0; waited <= millis; waited += 100) {
        watcher.advanced(new Progress(50_000_000, REACHED, 2, new Watcher.Written(7, "block")));
        Thread.sleep(100);
      }
      assertThat(watcher.wantsEnd()).isFalse();
    }
    return errors.toString(StandardCharsets.UTF_8);
  }
}
