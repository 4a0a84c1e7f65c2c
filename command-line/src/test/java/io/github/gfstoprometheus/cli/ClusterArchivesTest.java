package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.Zip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives of a cluster as gfsh exports them. */
class ClusterArchivesTest {
  @TempDir private Path directory;
  private Path data;
  private Path export;

  @BeforeEach
  void writeExport() throws IOException {
    data = directory.resolve("data");
    byte[] real = Files.readAllBytes(SampleArchive.path());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("server1/server1.log", new byte[1000]);
    entries.put("server1/server1.gfs", HandmadeArchive.gzip(real));
    entries.put("server2/server2.log", new byte[1000]);
    entries.put("server2/stats-01-01.gfs", archive(0));
    entries.put("server2/stats.gfs", archive(10_000));
    export = Zip.write(directory.resolve("exportedLogs_1500000000000.zip"), entries);
  }

  @Test
  void anExportIsConvertedVerifiedAndKnownAgain() {
    CommandRun.of("convert", export, "-o", data, "-q").exits(0);

    Map<String, Object> verified =
        CommandRun.of("verify", export, "--data", data, "--json").exits(0).json();
    assertThat(verified).containsEntry("members", 2).containsEntry("differences", 0);
    Map<String, Object> again =
        CommandRun.of("convert", export, "-o", data, "--json").exits(0).json();
    assertThat(again).containsEntry("archives", 0).containsEntry("unchanged", 3);
  }

  @Test
  void anArchiveThatWasUnpackedIsStillKnown() throws IOException {
    CommandRun.of("convert", export, "-o", data, "-q", "--member", "s", "--include", "*1/*.gfs")
        .exits(0);
    Path unpacked =
        Files.write(
            directory.resolve("unpacked.gz"),
            HandmadeArchive.gzip(Files.readAllBytes(SampleArchive.path())));

    Map<String, Object> again =
        CommandRun.of("convert", unpacked, "--member", "s", "-o", data, "--json").exits(0).json();
    assertThat(again).containsEntry("unchanged", 1);
  }

  @Test
  void archivesAreChosenByGlobs() {
    assertThat(inspected("--include", "server2/*", "--exclude", "*-01-01.*"))
        .containsExactly(export + "!/server2/stats.gfs");
  }

  @Test
  void membersAreNamedByAnExpression() {
    CommandRun run =
        CommandRun.of("convert", export, "-o", data, "--member-from", "server(\\d)/").exits(0);

    assertThat(run.errors()).isEmpty();
    CommandRun.of("verify", export, "--data", data, "--member-from", "server(\\d)/").exits(0);
    CommandRun.of("verify", export, "--data", data).exits(1);
  }

  @Test
  void anExpressionThatFindsNothingIsAProblem() {
    assertThat(
            CommandRun.of("convert", export, "-o", data, "--member-from", "pod-\\d")
                .exits(3)
                .errors())
        .startsWith("problem: --member-from pod-\\d: expected to find a member");
  }

  @Test
  void whatIsNoGlobOrExpressionIsAMistakeInTheCommand() {
    assertThat(CommandRun.of("convert", export, "--include", "[a").exits(2).errors())
        .contains("expected a glob", "[a");
    assertThat(CommandRun.of("convert", export, "--member-from", "(a").exits(2).errors())
        .contains("expected a regular expression", "(a");
  }

  private List<String> inspected(String... options) {
    Object[] arguments = new Object[options.length + 2];
    arguments[0] = "inspect";
    arguments[1] = export;
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRun.of(arguments)
        .exits(0)
        .output()
        .lines()
        .filter(line -> line.startsWith(export.toString()))
        .map(line -> line.replaceFirst("(\\.gfs).*", "$1"))
        .toList();
  }

  private static byte[] archive(int afterMillis) {
    return HandmadeArchive.begunAt(START_MILLIS + afterMillis)
        .type(1, "T", whole("n"))
        .create(1, "x", 1)
        .samples(10, 1000)
        .toBytes();
  }
}
