package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir private Path directory;

  @Test
  void theFiguresOfARealArchiveAreThoseThatItsAuthorTells() {
    CommandRun run = CommandRun.of("inspect", SampleArchive.path()).exits(0);

    assertThat(run.errors()).isEmpty();
    assertThat(run.output())
        .startsWith(SampleArchive.path() + System.lineSeparator())
        .containsPattern("product +GemFire 1\\.15\\.1")
        .containsPattern("format +version 4\n")
        .containsPattern("samples +182\n")
        .containsPattern("types +22\n")
        .containsPattern("instances +109 \\(63 deleted\\)\n")
        .containsPattern("bytes +160,763\n");
  }

  @Test
  void eachStatisticHasItsFigures() {
    String output = CommandRun.of("inspect", archive().to(file())).exits(0).output();

    assertThat(output)
        .contains("T one (4711)" + System.lineSeparator())
        .containsPattern("statistic +unit +kind +samples +first +last +min +max +mean +stddev")
        .containsPattern("puts +things +counter +4 +2 +8 +2 +8 +5 +2\\.58\\d+ +3\n")
        .contains("1 statistic never changed (--all shows them)")
        .contains("T two (4711), deleted")
        .doesNotContainPattern("load +things");
  }

  @Test
  void allShowsTheStatisticsThatNeverChangedToo() {
    String output = CommandRun.of("inspect", "--all", archive().to(file())).exits(0).output();

    assertThat(output)
        .containsPattern("load +things +gauge +4 +0 +0 +0 +0 +0 +0 +0\n")
        .doesNotContain("never changed");
  }

  @Test
  void theJsonHasStableNames() throws IOException {
    Map<String, Object> json = inspect(archive()).get(0);

    assertThat(json)
        .containsOnlyKeys(
            "file",
            "bytes",
            "samples",
            "changes",
            "firstMillis",
            "lastMillis",
            "headers",
            "instances")
        .containsEntry("samples", 4)
        .containsEntry("changes", 4)
        .containsEntry("firstMillis", START_MILLIS)
        .containsEntry("lastMillis", START_MILLIS + 3000);
    assertThat(maps(json, "headers"))
        .singleElement()
        .satisfies(
            header ->
                assertThat(header)
                    .containsOnlyKeys(
                        "version",
                        "startMillis",
                        "systemId",
                        "systemStartMillis",
                        "zoneOffsetMillis",
                        "zoneId",
                        "systemDirectory",
                        "product",
                        "operatingSystem",
                        "machine"));
    assertThat(maps(json, "instances"))
        .extracting(instance -> instance.get("textId"), instance -> instance.get("deleted"))
        .containsExactly(tuple("one", false), tuple("two", true));
    assertThat(maps(maps(json, "instances").get(0), "statistics").get(0))
        .containsOnlyKeys(
            "name", "unit", "kind", "samples", "first", "last", "min", "max", "mean", "stddev",
            "changes")
        .containsEntry("name", "puts")
        .containsEntry("kind", "counter")
        .containsEntry("mean", 5.0);
  }

  @Test
  void theJsonOfARealArchiveIsValid() throws IOException {
    String output = CommandRun.of("inspect", "--json", SampleArchive.path()).exits(0).output();

    Map<String, Object> json = parse(output).get(0);
    assertThat(maps(json, "instances")).hasSize(109);
    assertThat(output).contains("\"NaN\"").doesNotContain(":NaN");
  }

  @Test
  void numbersThatJsonHasNotAreText() throws IOException {
    HandmadeArchive archive =
        HandmadeArchive.begun()
            .type(1, "T", real("x"), real("y"))
            .create(1, "a", 1)
            .sample(0, s -> s.set(1, 0, Double.NEGATIVE_INFINITY).set(1, 1, Double.NaN))
            .sample(1000, s -> s.set(1, 0, Double.POSITIVE_INFINITY));
    List<Map<String, Object>> statistics =
        maps(maps(inspect(archive).get(0), "instances").get(0), "statistics");

    assertThat(statistics.get(0))
        .containsEntry("first", "-Infinity")
        .containsEntry("max", "Infinity")
        .containsEntry("mean", "NaN");
    assertThat(statistics.get(1)).containsEntry("last", "NaN");
    assertThat(CommandRun.of("inspect", "--all", file()).exits(0).output())
        .containsPattern("x +things +gauge +2 +-Infinity +Infinity +-Infinity +Infinity +NaN +NaN");
  }

  @Test
  void namesOutsideUnicodeDoNotBreakTheJson() throws IOException {
    HandmadeArchive archive =
        HandmadeArchive.begun().type(1, "T", whole("größe")).create(1, "a\uD83D", 1).sample(0);

    assertThat(maps(inspect(archive).get(0), "instances").get(0))
        .containsEntry("textId", "a\uD83D");
  }

  @Test
  void aMalformedArchiveGivesTheFiguresOfWhatIsBefore() throws IOException {
    HandmadeArchive damaged = archive().damage(99, 1, 2);
    CommandRun run = CommandRun.of("inspect", damaged.to(file())).exits(3);

    assertThat(run.errors())
        .startsWith("problem: " + file() + ": at byte " + (damaged.size() - 3) + ": expected");
    assertThat(run.output()).containsPattern("samples +4\n").containsPattern("puts +things");
    Map<String, Object> json = inspect(damaged).get(0);
    assertThat(json).containsEntry("samples", 4).containsKey("problem");
  }

  @Test
  void aTornArchiveIsWhatALiveOneLooksLike() throws IOException {
    CommandRun run = CommandRun.of("inspect", archive().damage(0, 3).to(file())).exits(0);

    assertThat(run.errors()).startsWith("note: " + file() + ": ends within the token at byte ");
    assertThat(run.output()).containsPattern("samples +4\n");
    assertThat(inspect(archive().damage(0, 3)).get(0)).containsKey("remark");
  }

  @Test
  void whatIsNoArchiveFails() throws IOException {
    Files.writeString(file(), "no archive");
    assertThat(CommandRun.of("inspect", file()).exits(1).errors())
        .contains("this is not a statistics archive");
    Files.writeString(file(), "");
    assertThat(CommandRun.of("inspect", file()).exits(1).errors())
        .isEqualTo("problem: %s: ends before an archive begins%n".formatted(file()));
    assertThat(CommandRun.of("inspect", file(), SampleArchive.path()).exits(3).output())
        .contains("182");
  }

  @Test
  void whatIsNotThereFails() {
    assertThat(CommandRun.of("inspect", file()).exits(1).errors())
        .isEqualTo("gfs-to-prometheus: %s: no such file or directory%n".formatted(file()));
  }

  @Test
  void theArchivesOfADirectoryComeInTheOrderOfTime() throws IOException {
    Path newest = archive().to(file());
    Path oldest = archive().to(directory.resolve("a-01-01.gfs"));
    Files.writeString(directory.resolve("text.gfs"), "no archive");

    CommandRun run = CommandRun.of("inspect", directory).exits(0);
    assertThat(run.output()).startsWith(oldest.toString()).containsPattern("samples +8");
    assertThat(run.errors()).startsWith("skipped: " + directory.resolve("text.gfs"));
    assertThat(parse(CommandRun.of("inspect", "--json", directory).exits(0).output()))
        .extracting(archive -> archive.get("file"))
        .containsExactly(oldest.toString(), newest.toString());
  }

  @Test
  void aDirectoryWithoutArchivesFails() {
    assertThat(CommandRun.of("inspect", directory).exits(1).errors())
        .isEqualTo("gfs-to-prometheus: no archives found%n".formatted());
  }

  @Test
  void aHeaderInMidFileEndsTheInstancesWithoutDeletingThem() throws IOException {
    HandmadeArchive archive =
        archive()
            .header(START_MILLIS + 10_000)
            .type(1, "U", whole("n"))
            .create(1, "three", 1)
            .sample(5);
    Map<String, Object> json = inspect(archive).get(0);

    assertThat(maps(json, "headers")).hasSize(2);
    assertThat(maps(json, "instances"))
        .extracting(
            instance -> instance.get("deleted"),
            instance -> maps(instance, "statistics").get(0).get("samples"))
        .containsExactly(tuple(false, 4), tuple(true, 2), tuple(false, 1));
  }

  /** Four ticks; puts are 2, 4, 6, 8. */
  private static HandmadeArchive archive() {
    return HandmadeArchive.begun()
        .type(1, "T", whole("puts"), real("load"))
        .create(1, "one", 1)
        .create(2, "two", 1)
        .sample(0, s -> s.set(1, 0, 2))
        .sample(1000, s -> s.set(1, 0, 4))
        .delete(2)
        .sample(1000, s -> s.set(1, 0, 6))
        .sample(1000, s -> s.set(1, 0, 8));
  }

  private List<Map<String, Object>> inspect(HandmadeArchive archive) throws IOException {
    return parse(CommandRun.of("inspect", "--json", archive.to(file())).output());
  }

  @SuppressWarnings("unchecked") // JSON has no types
  private static List<Map<String, Object>> parse(String json) throws IOException {
    return (List<Map<String, Object>>) JSON.std.anyFrom(json);
  }

  @SuppressWarnings("unchecked") // JSON has no types
  private static List<Map<String, Object>> maps(Map<String, Object> json, String field) {
    return (List<Map<String, Object>>) json.get(field);
  }

  private Path file() {
    return directory.resolve("a.gfs");
  }
}
