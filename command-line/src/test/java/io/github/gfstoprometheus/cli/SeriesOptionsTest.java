package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SampleLog;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that choose series and name them, alone and beside a file. */
class SeriesOptionsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "--type, vmstats, a b c",
    "--type, VM.*, a b c d e",
    "--instance, VMS, d e",
    "--stat, threads, c e h",
    "--spec, :VMStats.cpus, b",
    "--spec, vms:.threads, e",
    "--exclude-type, VM.*, f g h",
    "--exclude-instance, vm, d e f g h",
    "--exclude-stat, cpus|threads, a d f",
    "--exclude-spec, vms, a b c f g h",
    "--preset, essentials, a b c",
  })
  void eachOptionChooses(String option, String value, String expected) throws IOException {
    CommandRun.of("convert", handmade(), "-o", data(), option, value).exits(0);

    assertThat(chosen()).containsExactlyInAnyOrder(expected.split(" "));
  }

  @Test
  void optionsOfOneKindAddAndKindsNarrow() throws IOException {
    String[] options = {
      "--type", "VMStats", "--type", "Other", "--stat", "threads", "--spec", ":.freeMemory"
    };
    CommandRun.of(line("convert", handmade(), options)).exits(0);

    assertThat(chosen()).containsExactlyInAnyOrder("c", "h", "a", "d", "f");
  }

  @Test
  void optionsAddToTheListsOfTheFileAndWinOverItsNames() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("gfs.yaml"),
            """
            prefix: geode
            cluster: one
            labels: {region: emea, tier: gold}
            include: {types: [VMStats]}
            exclude: {statistics: [cpus]}
            renames: {VMStats.threads: {name: jvm_threads}}
            """);
    String[] options = {
      "--config", config.toString(),
      "--type", "Other",
      "--exclude-stat", "freeMemory",
      "--prefix", "gf",
      "--cluster", "two",
      "--label", "tier=silver",
      "--naming", "typed"
    };
    CommandRun.of(line("convert", handmade(), options)).exits(0);

    assertThat(SampleLog.ofBlocks(data()).bySeries().keySet())
        .extracting(
            labels -> labels.value("__name__"),
            labels -> labels.value("cluster"),
            labels -> labels.value("region"),
            labels -> labels.value("tier"))
        .containsExactlyInAnyOrder(
            tuple("jvm_threads", "two", "emea", "silver"),
            tuple("gf_other_threads", "two", "emea", "silver"));
  }

  @Test
  void streamTakesTheSameOptions() throws IOException {
    String[] options = {"--type", "VMStats", "--units", "base"};
    CommandRun.of(line("stream", handmade(), options)).exits(0);

    assertThat(SampleLog.ofBlocks(data()).bySeries().keySet())
        .extracting(labels -> labels.value("__name__"))
        .containsExactlyInAnyOrder(
            "gemfire_freeMemory_total", "gemfire_cpus_total", "gemfire_threads_total");
  }

  @ParameterizedTest
  @MethodSource("archives")
  void whatWasChosenIsVerifiedAndIsAPartOfAllBlocks(Path archive) throws IOException {
    for (String[] options :
        List.of(
            new String[] {"--preset", "essentials"},
            new String[] {"--type", ".*Perf.*", "--exclude-stat", ".*Time"},
            new String[] {"--units", "base", "--prefix", "geode"})) {
      Path narrow = directory.resolve("narrow" + Arrays.hashCode(options));
      List<Object> convert = new ArrayList<>(List.of("convert", archive, "-o", narrow, "--quiet"));
      convert.addAll(List.of(options));
      int converted = CommandRun.of(convert.toArray()).exitCode();
      assertThat(converted).isIn(0, 3);

      List<Object> verify = new ArrayList<>(List.of("verify", archive, "-o", narrow, "--json"));
      verify.addAll(List.of(options));
      assertThat(CommandRun.of(verify.toArray()).json()).containsEntry("differences", 0);
    }
  }

  @Test
  void aPartOfAFullConversionCanBeVerified() throws IOException {
    CommandRun.of("convert", SampleArchive.path(), "-o", data(), "--quiet").exits(0);
    String[] essentials = {"--preset", "essentials", "--json"};
    Map<String, Object> part =
        CommandRun.of(line("verify", SampleArchive.path(), essentials)).exits(0).json();
    Map<String, Object> all =
        CommandRun.of(line("verify", SampleArchive.path(), "--json")).exits(0).json();

    assertThat(part).containsEntry("differences", 0);
    assertThat((int) part.get("samples")).isPositive().isLessThan((int) all.get("samples") / 3);
  }

  @Test
  void whatAChoiceLacksIsADifference() throws IOException {
    CommandRun.of(line("convert", handmade(), "--type", "VMStats")).exits(0);

    assertThat(CommandRun.of(line("verify", handmade(), "--stat", "threads")).exits(1).errors())
        .contains("category=\"Other\"", "category=\"VMMore\"")
        .doesNotContain("category=\"VMStats\"");
    CommandRun.of(line("verify", handmade(), "--type", "VMStats", "--stat", "cpus")).exits(0);
    CommandRun.of(line("verify", handmade())).exits(1);
  }

  @Test
  void valuesOfAChosenSeriesAreComparedBothWays() throws IOException {
    CommandRun.of(line("convert", handmade())).exits(0);
    Path shorter =
        HandmadeArchive.begun()
            .type(1, "VMStats", whole("freeMemory"), whole("cpus"), whole("threads"))
            .create(1, "vm", 1)
            .sample(3)
            .to(directory.resolve("short").resolve("a.gfs"));

    CommandRun run = CommandRun.of(line("verify", shorter, "--stat", "cpus")).exits(1);
    assertThat(run.errors())
        .contains("gemfire_cpus", "archive 0.0, blocks 2.0", "archive nothing, blocks stale")
        .doesNotContain("gemfire_threads", "Other");
  }

  @Test
  void anotherChoiceIsConvertedAgainAndTheSameIsNot() throws IOException {
    Object[] narrow = line("convert", handmade(), "--type", "VMStats", "--json");
    assertThat(CommandRun.of(narrow).exits(0).json()).containsEntry("series", 3);
    assertThat(CommandRun.of(narrow).exits(0).json()).containsEntry("unchanged", 1);

    assertThat(later(line("convert", handmade(), "--quiet"))).isZero();
    assertThat(chosen()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "h");
  }

  @Test
  void blocksOfAChoiceHoldThatPartOfTheFullBlocks() throws IOException {
    Path all = directory.resolve("all");
    CommandRun.of("convert", SampleArchive.path(), "-o", all, "--quiet").exits(0);
    CommandRun.of(line("convert", SampleArchive.path(), "--spec", ":CachePerfStats.puts")).exits(0);
    Predicate<LabelSet> isChosen =
        labels ->
            labels.value("category").equals("CachePerfStats")
                && labels.value("__name__").equals("gemfire_puts");
    Map<LabelSet, List<String>> expected = new HashMap<>(SampleLog.ofBlocks(all).bySeries());
    expected.keySet().removeIf(isChosen.negate());

    assertThat(SampleLog.ofBlocks(data()).bySeries()).isEqualTo(expected).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "--type a(~'--type' (REGEX): \"a(\" is no regular expression: Unclosed group at character 3",
        "--exclude-stat *~'--exclude-stat' (REGEX): \"*\" is no regular expression: Dangling meta character '*' at character 1",
        "--spec +:VMStats~'--spec' (SPEC): \"+:VMStats\" asks for a sum, which series are not: leave the + out, and sum in a query",
        "--preset most~'--preset' (NAME): expected one of [ESSENTIALS]",
        "--units si~'--units': expected one of [ARCHIVE, BASE]",
        "--prefix 9~\"9\" is no prefix of metric names: letters, digits",
        "--config no/such.yaml~--config no/such.yaml: no such file or directory",
      })
  void aWrongOptionIsExplained(String options, String message) {
    for (String command : List.of("convert", "stream", "verify")) {
      CommandRun run = CommandRun.of((Object[]) (command + " x " + options).split(" ", -1));
      assertThat(run.exits(2).errors()).startsWith("gfs-to-prometheus: ").contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert", "stream", "verify"})
  void aWrongFileIsExplainedBeforeAnythingIsWritten(String command) throws IOException {
    Path config = Files.writeString(directory.resolve("gfs.yaml"), "prefix: a\nincldue: {}\n");
    String[] options = {"--config", config.toString()};

    assertThat(CommandRun.of(line(command, handmade(), options)).exits(2).errors())
        .startsWith(
            "gfs-to-prometheus: "
                + config
                + ":2:1: expected a key that is known here, found \"incldue\": is include meant?");
    assertThat(data()).doesNotExist();
  }

  @Test
  void aLabelOfAnOptionThatAFileHasForAStatisticIsExplained() throws IOException {
    Path config =
        Files.writeString(directory.resolve("gfs.yaml"), "renames: {n: {labels: {op: x}}}");
    String[] options = {"--config", config.toString(), "--label", "op=y"};

    assertThat(CommandRun.of(line("convert", handmade(), options)).exits(2).errors())
        .contains("label \"op\" is set on all series, and by a rename of a statistic");
  }

  /** A run whose blocks have other names than those of a {@link CommandRun}. */
  private static int later(Object... arguments) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return Main.run(
        new Environment(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            nowhere,
            Optional.empty(),
            InstantSource.fixed(Instant.EPOCH),
            new SplittableRandom(2)),
        Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  static Stream<Path> archives() {
    return Corpus.archives().stream().filter(path -> !path.toString().contains("MissingResource"));
  }

  /** Eight series, whose values are 1 to 8. */
  private Path handmade() {
    return HandmadeArchive.begun()
        .type(1, "VMStats", whole("freeMemory"), whole("cpus"), whole("threads"))
        .type(2, "VMMore", whole("freeMemory"), whole("threads"))
        .type(3, "Other", whole("freeMemory"), whole("cpus"), whole("threads"))
        .create(1, "vm", 1)
        .create(2, "vms", 2)
        .create(3, "other", 3)
        .sample(
            3,
            s ->
                s.set(1, 0, 1)
                    .set(1, 1, 2)
                    .set(1, 2, 3)
                    .set(2, 0, 4)
                    .set(2, 1, 5)
                    .set(3, 0, 6)
                    .set(3, 1, 7)
                    .set(3, 2, 8))
        .sample(1000)
        .to(directory.resolve("a.gfs"));
  }

  /** The series in the blocks by the letters of their values: a is 1. */
  private List<String> chosen() throws IOException {
    return SampleLog.ofBlocks(data()).bySeries().values().stream()
        .map(samples -> samples.get(0).replaceFirst(".*=", ""))
        .map(value -> String.valueOf((char) ('a' - 1 + Double.parseDouble(value))))
        .toList();
  }

  private Object[] line(String command, Path archive, String... options) {
    List<Object> line = new ArrayList<>(List.of(command, archive, "-o", data()));
    line.addAll(List.of(options));
    return line.toArray();
  }

  private Path data() {
    return directory.resolve("data");
  }
}
