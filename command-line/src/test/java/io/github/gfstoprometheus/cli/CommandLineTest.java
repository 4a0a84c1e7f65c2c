package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SampleLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a user sees, and what a script gets. */
class CommandLineTest {
  @TempDir private Path directory;
  @TempDir private Path elsewhere;

  @ParameterizedTest
  @ValueSource(strings = {"convert", "stream", "export", "import", "inspect", "list", "verify"})
  void theHelpOfEachCommandHasExamples(String command) {
    CommandRun help = CommandRun.of(command, "--help").exits(0);

    assertThat(help.output())
        .startsWith("Usage: gfs-to-prometheus " + command)
        .containsPattern("Examples:\n  gfs-to-prometheus " + command + " ");
    assertThat(help.errors()).isEmpty();
  }

  @Test
  void theProgramsHelpNamesCommandsExamplesAndExitCodes() {
    assertThat(CommandRun.of("--help").exits(0).output())
        .contains("convert", "stream", "export", "import", "inspect", "list", "verify")
        .contains("Examples:\n  gfs-to-prometheus convert server-1.gfs")
        .contains("Exit codes: 0 done, 1 failed, 2 wrong command line, 3 done but");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Main.class,
        ConvertCommand.class,
        StreamCommand.class,
        ExportCommand.class,
        ImportCommand.class,
        InspectCommand.class,
        ListCommand.class,
        VerifyCommand.class
      })
  void noLineOfTheExamplesIsWiderThanATerminal(Class<?> command) {
    assertThat(command.getAnnotation(CommandLine.Command.class).footer())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void everyCommandTellsTheVersion() {
    for (String command :
        List.of("convert", "stream", "export", "import", "inspect", "list", "verify")) {
      assertThat(CommandRun.of(command, "--version").exits(0).output())
          .isEqualTo(CommandRun.of("--version").output());
    }
  }

  @Test
  void theVersionNamesTheProgramAndTheJvm() {
    assertThat(CommandRun.of("--version").exits(0).output())
        .matches("gfs-to-prometheus \\d+\\.\\d+\\.\\d+\\S* \\(Java .+\\)\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``~a command is missing",
        "transmogrify x~Unmatched arguments from index 0: 'transmogrify', 'x'",
        "convert~Missing required parameter: 'FILE|DIR'",
        "convert --no-such x~Unknown option: '--no-such'",
        "convert x --label region~'--label' (NAME=VALUE) should be in KEY=VALUE format but was region",
        "convert x --label 9=x~\"9\" is no label name: letters, digits and underscores are possible",
        "convert x --label category=x~label \"category\" tells series apart and cannot be set",
        "convert x --batch-size 0~--batch-size 0: at least 1 is possible",
        "convert x --batch-size -5~--batch-size -5: at least 1 is possible",
        "convert x --batch-size many~'--batch-size': 'many' is not an int",
        "convert x --jobs -1~--jobs -1: at least 1 is possible",
        "stream x --jobs all~'--jobs': 'all' is not an int",
        "convert x --memory 10~'--memory': '10' is not a size such as 512MB or 2GB",
        "convert x --memory 0GB~--memory: at least 1MB is possible",
        "convert x --memory 900GB~ MB: start gfs-to-prometheus by its script, or java with -Xmx921600m",
        "convert x --block-range 1s~--block-range: at least 1m is possible",
        "stream x --block-range 7x~'7x' is not a duration such as 2h, 1m30s or 250ms",
        "convert x --timestamp-tolerance 1s~--timestamp-tolerance: at most 100ms is possible",
        "stream x --timestamp-tolerance 101ms~--timestamp-tolerance: at most 100ms is possible",
        "verify x --timestamp-tolerance 1s~--timestamp-tolerance: at most 100ms is possible",
        "convert x --thin x~'--thin': 'x' is not a duration such as 2h, 1m30s or 250ms",
        "verify x --thin x~'--thin': 'x' is not a duration such as 2h, 1m30s or 250ms",
        "convert x --samples-per-chunk 1~1 samples per chunk: 2 to 65535 are possible",
        "convert x --naming prose~'--naming': expected one of [LIVE, TYPED]",
        "stream a b~Unmatched argument at index 2: 'b'",
        "verify~Missing required parameter: 'FILE|DIR'",
        "list~Missing required parameter: 'FILE|DIR'",
        "list x --jobs -1~--jobs -1: at least 1 is possible",
        "list -~- is for stream, export and push, alone: gfs-to-prometheus stream -",
        "inspect~Missing required parameter: 'FILE|DIR'",
        "convert -~- is for stream, export and push, alone: gfs-to-prometheus stream -",
        "verify -~- is for stream, export and push, alone: gfs-to-prometheus stream -",
        "inspect a.gfs -~- is for stream, export and push, alone: gfs-to-prometheus stream -"
      })
  void aWrongCommandLineIsExplained(String line, String message) {
    CommandRun run =
        CommandRun.of((Object[]) (line.isEmpty() ? new String[0] : line.split(" ", -1)));

    assertThat(run.exits(2).errors())
        .contains(message)
        .startsWith("gfs-to-prometheus: ")
        .containsPattern("Try 'gfs-to-prometheus.* --help' for its options");
    assertThat(run.output()).isEmpty();
  }

  @Test
  void aDirectoryCannotBeStreamed() {
    assertThat(CommandRun.of("stream", directory, "-o", data()).exits(2).errors())
        .startsWith(
            "gfs-to-prometheus: " + directory + " is a directory; the command convert takes those");
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert", "stream"})
  void whatIsNotThereFailsBeforeAnythingIsWritten(String command) {
    Path missing = directory.resolve("missing.gfs");
    CommandRun run = CommandRun.of(command, missing, "-o", data()).exits(1);

    assertThat(run.errors())
        .isEqualTo("gfs-to-prometheus: %s: no such file or directory%n".formatted(missing));
    assertThat(data()).doesNotExist();
  }

  @Test
  void whatIsMissingBesideAGoodArchiveFailsBeforeAnythingIsWritten() {
    Path missing = directory.resolve("missing.gfs");
    CommandRun.of("convert", archive("a"), missing, "-o", data()).exits(1);

    assertThat(data()).doesNotExist();
  }

  @Test
  void aDirectoryWithoutArchivesFailsBeforeAnythingIsWritten() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    CommandRun run = CommandRun.of("convert", empty, "-o", data(), "--quiet").exits(1);

    assertThat(run.errors()).isEqualTo("gfs-to-prometheus: no archives found%n".formatted());
    assertThat(data()).doesNotExist();
  }

  @Test
  void aFileThatIsNoArchiveFails() throws IOException {
    Path text = Files.writeString(directory.resolve("text.gfs"), "no archive");
    CommandRun run = CommandRun.of("convert", text, "-o", data()).exits(1);

    assertThat(run.errors())
        .isEqualTo(
            "problem: %s: at byte 0: expected the header of a statistics archive, which starts with byte 77, found byte 110; this is not a statistics archive%n"
                .formatted(text));
    assertThat(run.output()).isEqualTo(text + ": failed" + System.lineSeparator());
  }

  @Test
  void anEmptyFileFails() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.gfs"));

    assertThat(CommandRun.of("convert", empty, "-o", data()).exits(1).errors())
        .isEqualTo("problem: %s: ends before an archive begins%n".formatted(empty));
  }

  @Test
  void beforeTheFirstSampleThereIsNothingToConvertAndNothingWrong() {
    Path young = HandmadeArchive.begun().type(1, "T").to(directory.resolve("young.gfs"));

    assertThat(CommandRun.of("convert", young, "-o", data()).exits(0).output())
        .contains("young.gfs: 0 blocks in");
  }

  @Test
  void aGoodArchiveBesideABadOneIsConverted() throws IOException {
    Path text = Files.writeString(directory.resolve("text.gfs"), "no archive");
    CommandRun run = CommandRun.of("convert", text, archive("a"), "-o", data()).exits(3);

    assertThat(run.output().lines())
        .anyMatch(line -> line.matches("  text +1 +failed +0 +0 +1"))
        .contains("2 members: 1 block in " + data());
    assertThat(SampleLog.ofBlocks(data()).bySeries()).hasSize(1);
  }

  @Test
  void whatStandsBeforeDamageIsInTheBlocks() throws IOException {
    byte[] good = Files.readAllBytes(SampleArchive.path());
    int cut = endOfATokenNear(100_000);
    byte[] damaged = Arrays.copyOf(good, cut + 1000);
    damaged[cut] = 99;
    Path damagedFile = Files.write(directory.resolve("damaged.gfs"), damaged);
    Path prefixFile = Files.write(directory.resolve("prefix.gfs"), Arrays.copyOf(good, cut));
    Path prefixData = directory.resolve("prefix-data");
    CommandRun run = CommandRun.of("convert", damagedFile, "-o", data()).exits(3);
    CommandRun.of("convert", prefixFile, "-o", prefixData).exits(0);

    assertThat(run.errors())
        .startsWith(
            "problem: " + damagedFile + ": at byte " + cut + ": expected a token: 0 to 4, or 77");
    assertThat(DirectoryContent.ofBlocks(data()))
        .isEqualTo(DirectoryContent.ofBlocks(prefixData))
        .hasSizeGreaterThan(4);
  }

  @Test
  void aTornArchiveIsConvertedWithANote() {
    Path torn = tick("a").damage(0, 3).to(directory.resolve("torn.gfs"));
    CommandRun run = CommandRun.of("convert", torn, "-o", data()).exits(0);

    assertThat(run.errors())
        .startsWith("note: " + torn + ": ends within the token at byte ")
        .contains("as is usual in a file that is being written; all before it was read");
  }

  @Test
  void aTornCompressedArchiveIsConvertedWithANote() throws IOException {
    byte[] packed = HandmadeArchive.gzip(tick("a").toBytes());
    Path torn = directory.resolve("torn.gz");
    Files.write(torn, Arrays.copyOf(packed, packed.length - 8));

    assertThat(CommandRun.of("convert", torn, "-o", data()).exits(0).errors())
        .isEqualTo(
            "note: %s: the compressed stream has no end; all that it holds was read%n"
                .formatted(torn));
  }

  @Test
  void aConversionTellsWhatItDid() {
    Path later = tick("b", START_MILLIS + 1).to(directory.resolve("b.gfs"));
    CommandRun run = CommandRun.of("convert", archive("a"), later, "-o", data()).exits(0);

    assertThat(run.errors()).isEmpty();
    assertThat(run.output().lines())
        .anyMatch(line -> line.matches("  a +1 +2017-07-14T.*Z +2017-07-14T.*Z +3 +1"))
        .anyMatch(line -> line.matches("  b +1 +2017-07-14T.*Z +2017-07-14T.*Z +3 +1"))
        .contains("2 members: 1 block in " + data())
        .anyMatch(line -> line.matches("  archives +2"))
        .anyMatch(line -> line.matches("  samples +8 \\([0-9,]+ a second\\)"))
        .anyMatch(line -> line.matches("  ticks +6"))
        .anyMatch(line -> line.matches("  blocks +1"));
  }

  @Test
  void aMemberWithSeveralArchivesHasOneLine() {
    archive("a");
    tick("a", START_MILLIS - 60_000).to(directory.resolve("a-01-01.gfs"));

    assertThat(CommandRun.of("convert", directory, "-o", data()).exits(0).output())
        .startsWith("2 archives up to " + directory.resolve("a.gfs") + ": 1 block in ");
  }

  @Test
  void standardInputCannotBeReadTwice() {
    CommandRun run = CommandRun.of("stream", "-", "--no-zero", "-o", data()).exits(2);

    assertThat(run.errors()).contains("--no-zero reads an archive twice");
  }

  @Test
  void quietPrintsNothing() throws IOException {
    Files.writeString(directory.resolve("text.gfs"), "no archive");
    tick("a").damage(0).to(directory.resolve("a.gfs"));

    assertThat(CommandRun.of("convert", "--quiet", directory, "-o", data()))
        .isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void quietStillTellsProblems() {
    Path damaged = tick("a").damage(99).to(directory.resolve("a.gfs"));
    CommandRun run = CommandRun.of("convert", "--quiet", damaged, "-o", data()).exits(3);

    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("problem: " + damaged);
  }

  @Test
  void theJsonOfAConversionIsOneObjectWithStableNames() throws IOException {
    Path text = Files.writeString(directory.resolve("text.gfs"), "no archive");
    tick("a").damage(0).to(directory.resolve("a.gfs"));
    Map<String, Object> json =
        CommandRun.of("convert", "--json", directory, "-o", data()).exits(0).json();

    assertThat(json.keySet())
        .containsExactly(
            "archives",
            "unchanged",
            "failed",
            "firstMillis",
            "lastMillis",
            "ticks",
            "series",
            "samples",
            "changes",
            "blocks",
            "chunks",
            "bytesIn",
            "bytesOut",
            "seconds",
            "peakMemoryMegabytes",
            "members",
            "output",
            "remarks",
            "problems",
            "skipped");
    assertThat(json)
        .containsEntry("archives", 1)
        .containsEntry("ticks", 3)
        .containsEntry("series", 1)
        .containsEntry("samples", 4)
        .containsEntry("blocks", 1)
        .containsEntry("output", data().toString())
        .containsEntry("problems", List.of());
    assertThat(json.get("remarks")).asString().contains("a.gfs: ends within the token");
    assertThat(json.get("skipped")).asString().contains(text + ": at byte 0");
    assertThat(CommandRun.of("convert", "--json", directory, "-o", data()).exits(0).json())
        .containsEntry("archives", 0)
        .containsEntry("unchanged", 1);
  }

  @Test
  void theProgramNeedsLittleMemory() throws Exception {
    Path log = directory.resolve("log");
    Process run =
        ForkedProgram.start(log, List.of("-Xmx64m"), "convert", SampleArchive.path(), "-o", data());

    assertThat(run.waitFor()).as("%s", Files.readString(log)).isZero();
    assertThat(log).content().contains("geode-server.gfs: 1 block in");
  }

  /** The end of a token of the sample archive, at or after the byte. */
  private static int endOfATokenNear(int position) throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(SampleArchive.path())) {
      while (reader.position() < position) {
        assertThat(reader.next(new ArchiveVisitor() {})).isTrue();
      }
      return Math.toIntExact(reader.position());
    }
  }

  private Path archive(String member) {
    return tick(member).to(directory.resolve(member + ".gfs"));
  }

  /** Three ticks of one statistic. */
  private static HandmadeArchive tick(String textId) {
    return tick(textId, START_MILLIS);
  }

  private static HandmadeArchive tick(String textId, long startMillis) {
    return HandmadeArchive.begunAt(startMillis)
        .type(1, "T", whole("n"))
        .create(1, textId, 1)
        .sample(3, s -> s.set(1, 0, 1))
        .samples(2, 1000);
  }

  private Path data() {
    return elsewhere.resolve("data");
  }
}
