package io.github.gfstoprometheus.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.watch.Journal;
import io.github.gfstoprometheus.watch.Journal.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lines tell, and how often. */
class JournalTest {
  private final MovedClock clock = new MovedClock();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void peopleReadNotesAndProblems() {
    tellBoth(new TextJournal(out, Level.INFO));

    assertThat(lines()).containsExactly("note: a block", "problem: disk full: é");
  }

  @Test
  void aQuietJournalHasProblemsOnly() {
    tellBoth(new TextJournal(out, Level.PROBLEM));
    tellBoth(new JsonJournal(out, Level.PROBLEM, clock));

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).isEqualTo("problem: disk full: é");
    assertThat(lines().get(1)).contains("\"level\":\"error\"");
  }

  @Test
  void programsReadAnObjectALine() throws IOException {
    clock.pass(Duration.ofMillis(70));
    tellBoth(new JsonJournal(out, Level.INFO, clock));

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0))
        .isEqualTo(
            "{\"time\":\"2026-11-23T08:00:00.070Z\",\"level\":\"info\",\"event\":\"published\","
                + "\"message\":\"a block\",\"samples\":17}");
    assertThat(JSON.std.mapFrom(lines().get(1)))
        .containsEntry("level", "error")
        .containsEntry("event", "disk_full")
        .containsEntry("message", "disk full: é")
        .containsEntry("directory", "data");
  }

  @Test
  void theTimeHasMillisecondsEvenIfTheyAreNone() {
    new JsonJournal(out, Level.INFO, clock).info("begun", "begun", Map.of());

    assertThat(lines().get(0)).startsWith("{\"time\":\"2026-11-23T08:00:00.000Z\"");
  }

  @Test
  void aFieldDoesNotTakeThePlaceOfWhatEachLineHas() throws IOException {
    new JsonJournal(out, Level.INFO, clock)
        .info("a\nb", "\"said\"\n", Map.of("message", "other", "level", 3));

    assertThat(lines()).hasSize(1);
    assertThat(JSON.std.mapFrom(lines().get(0)))
        .containsEntry("event", "a\nb")
        .containsEntry("message", "\"said\"\n")
        .containsEntry("level", "info");
  }

  @Test
  void anEqualProblemIsToldOnceAndThenEachMinuteHowOften() {
    RepeatedProblems journal = repeated();
    for (int second = 0; second <= 125; second++) {
      journal.problem("away", "receiver is away", Map.of("second", second));
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(lines())
        .containsExactly(
            "problem: receiver is away",
            "problem: receiver is away (59 times more)",
            "problem: receiver is away (60 times more)");
    journal.close();
    assertThat(lines()).hasSize(4).endsWith("problem: receiver is away (6 times more)");
  }

  @Test
  void anOtherProblemIsToldMeanwhile() {
    try (RepeatedProblems journal = repeated()) {
      journal.problem("away", "a is away", Map.of());
      journal.problem("away", "b is away", Map.of());
      journal.problem("refused", "a is away", Map.of());
      journal.info("away", "a is away", Map.of());
      journal.info("away", "a is away", Map.of());
    }

    assertThat(lines())
        .containsExactly(
            "problem: a is away",
            "problem: b is away",
            "problem: a is away",
            "note: a is away",
            "note: a is away");
  }

  @Test
  void aProblemThatComesBackAfterAMinuteIsToldAsNew() {
    try (RepeatedProblems journal = repeated()) {
      journal.problem("away", "a is away", Map.of());
      clock.pass(Duration.ofMinutes(1));
      journal.problem("away", "a is away", Map.of());
    }

    assertThat(lines()).containsExactly("problem: a is away", "problem: a is away");
  }

  @Test
  void whatWasCountedIsToldAtTheNextLineOfAnyKind() {
    try (RepeatedProblems journal = repeated()) {
      journal.problem("away", "a is away", Map.of());
      journal.problem("away", "a is away", Map.of());
      clock.pass(Duration.ofMinutes(1));
      journal.info("published", "a block", Map.of());
      assertThat(lines())
          .containsExactly("problem: a is away", "problem: a is away (once more)", "note: a block");
    }
    assertThat(lines()).hasSize(3);
  }

  @Test
  void howOftenIsAFieldBesideThoseOfTheLastTime() {
    List<Map<String, ?>> told = new ArrayList<>();
    try (RepeatedProblems journal =
        new RepeatedProblems((level, event, text, fields) -> told.add(fields), clock)) {
      journal.problem("away", "a is away", Map.of("attempt", 1));
      journal.problem("away", "a is away", Map.of("attempt", 2));
      journal.problem("away", "a is away", Map.of("attempt", 3));
    }

    assertThat(told).isEqualTo(List.of(Map.of("attempt", 1), Map.of("attempt", 3, "repeated", 2L)));
  }

  @Test
  void problemsThatAreAllDifferentAreAllToldAndThoseForgottenAreNotLost() {
    RepeatedProblems journal = repeated();
    journal.problem("odd", "odd 0", Map.of());
    journal.problem("odd", "odd 0", Map.of());
    IntStream.range(1, 2000).forEach(i -> journal.problem("odd", "odd " + i, Map.of()));

    assertThat(lines()).hasSize(2001).contains("problem: odd 0 (once more)", "problem: odd 1999");
    journal.close();
    assertThat(lines()).hasSize(2001);
  }

  private RepeatedProblems repeated() {
    return new RepeatedProblems(new TextJournal(out, Level.INFO), clock);
  }

  private static void tellBoth(Journal journal) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("samples", 17);
    journal.info("published", "a block", fields);
    journal.problem("disk_full", "disk full: é", Map.of("directory", Path.of("data")));
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
