package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.Zip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a conversion would convert, and whether it then does. */
class ListCommandTest {
  private static final int HOUR_MILLIS = 3_600_000;

  @TempDir private Path directory;
  @TempDir private Path elsewhere;

  @ParameterizedTest
  @MethodSource("archives")
  void aConversionThenReportsTheSameFigures(Path archive) throws IOException {
    assertListedAsConverted(archive);
    assertListedAsConverted(archive, "--no-zero");
    assertListedAsConverted(archive, "--every", "10s", "--exclude-stat", ".*Time");
    assertListedAsConverted(archive, "--type", "VMStats|T", "--units", "base");
  }

  static List<Path> archives() {
    return Corpus.archives();
  }

  @Test
  void severalMembersWithGapsOverlapsAndDamageAreListedAsConverted() throws IOException {
    writeCluster();

    assertListedAsConverted(directory);
    assertListedAsConverted(directory, "--jobs", "1");
    assertListedAsConverted(directory, "--instance", "x");
  }

  @Test
  void whatIsBeforeTheWindowDoesNotCount() throws IOException {
    counted("a", START_MILLIS, 10).to(directory.resolve("a.gfs"));
    String start = Instant.ofEpochMilli(START_MILLIS + 4000).toString();
    String end = Instant.ofEpochMilli(START_MILLIS + 9000).toString();

    Map<String, Object> json = list(0, directory, "--start", start, "--end", end);

    assertThat(json)
        .containsEntry("ticks", 5)
        .containsEntry("samples", 5)
        .containsEntry("staleMarkers", 0)
        .containsEntry("changes", 5)
        .containsEntry("firstMillis", START_MILLIS + 4000)
        .containsEntry("lastMillis", START_MILLIS + 8000);
    Map<String, Object> converted =
        CommandRun.of("convert", directory, "-o", data(), "--json", "--start", start, "--end", end)
            .exits(0)
            .json();
    assertThat(converted).containsEntry("samples", 5);
  }

  @Test
  void aGapIsToldFromTheSampleBeforeToTheOneAfter() {
    counted("a", START_MILLIS, 10)
        .sample(60_000)
        .samples(5, 1000)
        .to(directory.resolve("a-01-01.gfs"));
    counted("a", START_MILLIS + HOUR_MILLIS, 10).to(directory.resolve("a.gfs"));

    Map<String, Object> member = member(list(0, directory));

    long inside = START_MILLIS + 10_000;
    long between = START_MILLIS + 75_000;
    assertThat(member).containsEntry("gapCount", 2).containsEntry("overlapCount", 0);
    assertThat(maps(member, "gaps"))
        .containsExactly(
            Map.of("fromMillis", inside, "toMillis", inside + 60_000),
            Map.of("fromMillis", between, "toMillis", START_MILLIS + HOUR_MILLIS + 1000));
  }

  @Test
  void anOverlapIsToldWithTheSamplesThatWouldBeLost() {
    counted("a", START_MILLIS, 10).to(directory.resolve("a-01-01.gfs"));
    counted("a", START_MILLIS + 6000, 10).to(directory.resolve("a.gfs"));

    CommandRun run = CommandRun.of("list", directory, "--json").exits(3);
    Map<String, Object> member = member(run.json());

    assertThat(run.errors())
        .isEqualTo(
            "problem: a: samples lost because their time is not later than that of the one before: 4%n"
                .formatted());
    assertThat(maps(member, "overlaps"))
        .containsExactly(
            Map.of(
                "file",
                directory.resolve("a.gfs").toString(),
                "ticks",
                4,
                "fromMillis",
                START_MILLIS + 7000,
                "toMillis",
                START_MILLIS + 10_000));
    assertThat(maps(member, "archives"))
        .extracting(archive -> archive.get("ticks"), archive -> archive.get("ticksLost"))
        .containsExactly(tuple(10, 0), tuple(6, 4));
  }

  @Test
  void ofManyGapsOnlyTheFirstAreKeptAndTheOthersCounted() {
    HandmadeArchive archive = counted("a", START_MILLIS, 6);
    for (int i = 0; i < 25; i++) {
      archive.sample(60_000).samples(6, 1000);
    }
    archive.to(directory.resolve("a.gfs"));

    Map<String, Object> member = member(list(0, directory));
    assertThat(member).containsEntry("gapCount", 25);
    assertThat(maps(member, "gaps")).hasSize(20);
    assertThat(CommandRun.of("list", directory).exits(0).output()).contains("  and 5 more gaps");
  }

  @Test
  void howEachArchiveEndsAndIsStoredIsTold() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("s/a-01-01.gfs", counted("a", START_MILLIS, 5).damage(99).toBytes());
    entries.put(
        "s/a-01-02.gfs.gz",
        HandmadeArchive.gzip(counted("a", START_MILLIS + 5000, 5).damage(0, 3).toBytes()));
    Path zip = Zip.write(directory.resolve("export.zip"), entries);
    Path packed = directory.resolve("b");
    Files.write(packed, HandmadeArchive.gzip(counted("b", START_MILLIS, 5).toBytes()));

    List<Map<String, Object>> members = maps(list(3, directory), "members");
    List<Map<String, Object>> archives =
        members.stream().flatMap(member -> maps(member, "archives").stream()).toList();

    assertThat(archives)
        .anySatisfy(
            archive -> {
              assertThat(archive)
                  .containsEntry("file", zip + "!/s/a-01-01.gfs")
                  .containsEntry("container", zip.toString())
                  .containsEntry("compressed", false)
                  .containsEntry("bytes", entries.get("s/a-01-01.gfs").length)
                  .containsEntry("ticks", 5)
                  .containsEntry("instances", 1)
                  .containsEntry("series", 1)
                  .containsEntry("remarks", List.of());
              assertThat(archive.get("problems")).asString().contains("expected a token");
            })
        .anySatisfy(
            archive -> {
              assertThat(archive).containsEntry("compressed", true).containsKey("container");
              assertThat(archive).containsEntry("problems", List.of());
              assertThat(archive.get("remarks")).asString().contains("ends within the token");
            })
        .anySatisfy(
            archive ->
                assertThat(archive)
                    .containsEntry("file", packed.toString())
                    .containsEntry("compressed", true)
                    .doesNotContainKey("container"));
  }

  @Test
  void whoseArchivesTheyAreIsTold() {
    HandmadeArchive.begunAt(START_MILLIS, START_MILLIS - 10)
        .samples(3, 1000)
        .to(directory.resolve("a-01-01.gfs"));
    HandmadeArchive.begunAt(START_MILLIS + 10_000, START_MILLIS - 10)
        .samples(3, 1000)
        .to(directory.resolve("a-01-02.gfs"));
    HandmadeArchive.begunAt(START_MILLIS + 20_000, START_MILLIS + 19_000)
        .samples(3, 1000)
        .to(directory.resolve("a.gfs"));

    assertThat(member(list(0, directory)))
        .containsEntry("member", "a")
        .containsEntry("version", "1.15.1")
        .containsEntry("host", "host")
        .containsEntry("operatingSystem", "Linux")
        .containsEntry("zoneId", "UTC")
        .containsEntry("starts", 2)
        .containsEntry("state", "read");
  }

  @Test
  void thereIsALineForEachMemberAndAtTheEndTheSums() throws IOException {
    writeCluster();
    String output = CommandRun.of("list", directory).exits(3).output();

    assertThat(output.lines())
        .anyMatch(line -> line.matches("  member +type +version +host +archives +first sample .*"))
        .anyMatch(
            line -> line.matches("  a +1\\.15\\.1 +host +2 +2017-07-14T02:40:01Z .* 16 +1 +4"))
        .anyMatch(line -> line.matches("  blocks would take +about \\d.* [kM]B, \\d blocks?"))
        .anyMatch(line -> line.matches("  gap from 2017-\\S+Z to 2017-\\S+Z"))
        .anyMatch(line -> line.contains("not later than what is before: 4 samples of "))
        .anyMatch(line -> line.endsWith(" damaged"));
  }

  @Test
  void manyArchivesAreShownOneByOneOnlyOnDemand() {
    for (int i = 10; i < 30; i++) {
      counted("m" + i, START_MILLIS, 2).to(directory.resolve("m" + i + ".gfs"));
    }

    assertThat(CommandRun.of("list", directory).exits(0).output()).doesNotContain("m10.gfs");
    assertThat(CommandRun.of("list", directory, "--archives").exits(0).output())
        .contains(directory.resolve("m10.gfs").toString())
        .contains(directory.resolve("m29.gfs").toString());
  }

  @Test
  void nothingIsWritten() throws IOException {
    writeCluster();
    List<Path> before = files();
    CommandRun.of("list", directory);

    assertThat(files()).isEqualTo(before);
    assertThat(Path.of("data")).doesNotExist();
  }

  @Test
  void withoutArchivesItFails() {
    CommandRun run = CommandRun.of("list", directory).exits(1);

    assertThat(run.errors()).isEqualTo("gfs-to-prometheus: no archives found%n".formatted());
    assertThat(run.output()).isEmpty();
  }

  @Test
  void whereNothingCanBeReadItFails() throws IOException {
    Path text = Files.writeString(directory.resolve("text.gfs"), "no archive");

    assertThat(CommandRun.of("list", text).exits(1).errors()).startsWith("problem: " + text);
    assertThat(member(list(1, text))).containsEntry("state", "failed");
  }

  @Test
  void quietTellsProblemsAlone() throws IOException {
    writeCluster();
    CommandRun run = CommandRun.of("list", directory, "--quiet").exits(3);

    assertThat(run.output()).isEmpty();
    assertThat(run.errors().lines()).allMatch(line -> line.startsWith("problem: ")).hasSize(2);
  }

  @Test
  void membersThatWouldBeTheSameSeriesAreAProblem() {
    counted("a", START_MILLIS, 2).to(directory.resolve("a.gfs"));
    counted("b", START_MILLIS, 2).to(directory.resolve("b.gfs"));

    String[] label = {"--label", "instance=i", "--label", "member=m"};
    CommandRun run = CommandRun.of("list", directory, label[0], label[1], label[2], label[3]);
    assertThat(run.exits(3).errors()).contains("a.gfs and ", "which convert refuses");
    CommandRun.of("convert", directory, "-o", data(), label[0], label[1], label[2], label[3])
        .exits(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void theSizeOfTheBlocksIsToldBeforehand(int hours) {
    HandmadeArchive archive = HandmadeArchive.begun().type(1, "T", whole("n"), whole("m"));
    for (int id = 0; id < 100; id++) {
      archive.create(id, "x" + id, 1);
    }
    for (int tick = 0; tick < hours * 600; tick++) {
      int value = tick;
      archive.sample(6000, s -> s.set(value % 10, 0, value * 31 % 1009));
    }
    archive.to(directory.resolve("a.gfs"));

    int expected = (int) list(0, directory).get("expectedBytes");
    int written = (int) converted(directory).get("bytesOut");
    assertThat(expected).isCloseTo(written, within(written * 3 / 10));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theSizeOfTheBlocksOfRealArchivesIsToldBeforehand(Path archive) throws IOException {
    Map<String, Object> listed = CommandRun.of("list", archive, "--json").json();
    if ((int) listed.get("samples") == 0) {
      return;
    }
    int written = (int) converted(archive).get("bytesOut");

    assertThat((int) listed.get("expectedBytes")).isCloseTo(written, within(written * 3 / 10));
  }

  /** Checks figure by figure; the problems too. */
  private void assertListedAsConverted(Path input, String... options) throws IOException {
    CommandRun list = CommandRun.of(arguments("list", input, options, "--json"));
    Path data = Files.createTempDirectory(elsewhere, "data");
    CommandRun convert =
        CommandRun.of(arguments("convert", input, options, "--json", "-o", data.toString()));
    Map<String, Object> listed = list.json();
    Map<String, Object> converted = convert.json();

    assertThat(list.exitCode()).isEqualTo(convert.exitCode());
    for (String figure :
        List.of("ticks", "series", "changes", "bytesIn", "problems", "remarks", "skipped")) {
      assertThat(listed.get(figure)).as(figure).isEqualTo(converted.get(figure));
    }
    assertThat(listed.get("firstMillis")).isEqualTo(converted.get("firstMillis"));
    assertThat(listed.get("lastMillis")).isEqualTo(converted.get("lastMillis"));
    assertThat((int) listed.get("samples") + (int) listed.get("staleMarkers"))
        .isEqualTo(converted.get("samples"));
    assertThat(listed.get("expectedBlocks")).isEqualTo(converted.get("blocks"));
  }

  private static Object[] arguments(
      String command, Path input, String[] options, String... others) {
    List<Object> all = new ArrayList<>(List.of(command, input));
    all.addAll(List.of(options));
    all.addAll(List.of(others));
    return all.toArray();
  }

  /** One member with an overlap, one with a gap and series that come and go, one damaged. */
  private void writeCluster() throws IOException {
    counted("a", START_MILLIS, 10).to(directory.resolve("a-01-01.gfs"));
    counted("a", START_MILLIS + 6000, 10).to(directory.resolve("a.gfs"));
    counted("b", START_MILLIS, 10)
        .create(2, "x", 1)
        .create(3, "short", 1)
        .delete(3)
        .samples(3, 1000)
        .sample(HOUR_MILLIS)
        .delete(2)
        .create(2, "x", 1)
        .samples(4, 1000)
        .delete(2)
        .sample(1000)
        .create(2, "x", 1)
        .damage(0, 3)
        .to(directory.resolve("b.gfs"));
    counted("c", START_MILLIS, 10).damage(99).to(directory.resolve("c.gfs"));
  }

  /** So many ticks, a second apart, each with a change. */
  private static HandmadeArchive counted(String textId, long startMillis, int ticks) {
    HandmadeArchive archive =
        HandmadeArchive.begunAt(startMillis).type(1, "T", whole("n")).create(1, textId, 1);
    for (int tick = 1; tick <= ticks; tick++) {
      int value = tick;
      archive.sample(1000, s -> s.set(1, 0, value));
    }
    return archive;
  }

  private static Map<String, Object> list(int exitCode, Path input, String... options) {
    return CommandRun.of(arguments("list", input, options, "--json")).exits(exitCode).json();
  }

  private Map<String, Object> converted(Path input) {
    return CommandRun.of("convert", input, "-o", data(), "--json").json();
  }

  private static Map<String, Object> member(Map<String, Object> json) {
    assertThat(maps(json, "members")).hasSize(1);
    return maps(json, "members").get(0);
  }

  @SuppressWarnings("unchecked") // JSON objects in an array
  private static List<Map<String, Object>> maps(Map<String, Object> json, String name) {
    return (List<Map<String, Object>>) json.get(name);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }

  private Path data() {
    return elsewhere.resolve("data");
  }
}
