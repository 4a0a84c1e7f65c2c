package io.github.gfstoprometheus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.pipeline.Compression;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where samples go, what is told meanwhile, and how an export ends. */
class ExportCommandTest {
  private static final int BROKEN_PIPE = 141;
  private static final int SIGTERM = 143;

  @TempDir private Path directory;
  private Path archive;

  @BeforeEach
  void generate() throws IOException {
    archive = directory.resolve("server-1.gfs");
    ArchiveGenerator.generate(archive, ArchiveShape.typical().withSeries(200).withTicks(300));
  }

  @Test
  void standardOutputHoldsNothingButSamplesAndFiguresGoToTheErrors() {
    CommandRun run = CommandRun.of("export", archive, "--format", "jsonl").exits(0);
    assertThat(run.output().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\"metric\":"));
    assertThat(run.errors()).contains("samples").contains("bytes out");
    assertThat(CommandRun.of("export", archive, "-f", "jsonl", "-q").exits(0).errors()).isEmpty();
  }

  @Test
  void aFileTellsItsFormatAndFiguresGoToTheOutput() throws IOException {
    Path file = directory.resolve("x.ndjson");
    Map<String, Object> json =
        CommandRun.of("export", archive, "-o", file, "--json").exits(0).json();
    assertThat(Files.readString(file)).isEqualTo(exported());
    assertThat(json).containsEntry("bytesOut", (int) Files.size(file));
    assertThat(json).containsEntry("output", file.toString());
  }

  @ParameterizedTest
  @CsvSource({"x.jsonl.gz, GZIP", "x.jsonl.zst, ZSTD"})
  void aSuffixOrAnOptionCompresses(String name, Compression compression) throws IOException {
    Path bySuffix = directory.resolve(name);
    CommandRun.of("export", archive, "-o", bySuffix, "-q").exits(0);
    assertThat(content(bySuffix, compression)).isEqualTo(exported());
    Path byOption = directory.resolve("x");
    CommandRun.of("export", archive, "-f", "jsonl", "-o", byOption, "--compress", compression, "-q")
        .exits(0);
    assertThat(byOption).hasSameBinaryContentAs(bySuffix);
  }

  /** An instance has three samples and a stale marker, the other one has eight and one. */
  @ParameterizedTest
  @CsvSource({
    "x.jsonl, jsonl, 13",
    "x.om, openmetrics, 13",
    "x.csv, csv, 11",
    "tables, csv --wide, 11",
    "x.parquet, parquet, 11"
  })
  void theFiguresCountTheSamplesThatAreWritten(String name, String format, int samples) {
    HandmadeArchive.begun()
        .type(1, "T", HandmadeArchive.whole("n"))
        .create(1, "short", 1)
        .create(2, "long", 1)
        .samples(3, 1000)
        .delete(1)
        .samples(5, 1000)
        .to(archive);
    List<Object> arguments =
        new ArrayList<>(List.of("export", archive, "--json", "-o", directory.resolve(name)));
    arguments.add("--format");
    arguments.addAll(List.of(format.split(" ")));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.exits(0).json()).containsEntry("samples", samples);
  }

  @Test
  void standardInputGivesWhatTheFileGives() throws IOException {
    CommandRun run =
        CommandRun.withInput(
                Files.readAllBytes(archive), "export", "-", "-f", "jsonl", "--member", "server-1")
            .exits(0);
    assertThat(run.output()).isEqualTo(exported());
  }

  @Test
  void whatGoesWrongOnTheCommandLineIsToldWithAWayOut() {
    assertThat(CommandRun.of("export", archive).exits(2).errors()).contains("--format is missing");
    assertThat(CommandRun.of("export", "-", archive, "-f", "jsonl").exits(2).errors())
        .contains("is for stream, export and push, alone");
    assertThat(CommandRun.of("export", "-", "-f", "jsonl", "--no-zero").exits(2).errors())
        .contains("give a file");
    assertThat(CommandRun.of("export", directory.resolve("no"), "-f", "jsonl").exits(1).errors())
        .contains("no");
  }

  @Test
  void aDamagedArchiveIsExportedUpToTheDamage() throws IOException {
    String whole = exported();
    Files.write(archive, new byte[] {99}, StandardOpenOption.APPEND);
    CommandRun run = CommandRun.of("export", archive, "-f", "jsonl").exits(3);
    assertThat(run.output()).isEqualTo(whole);
    assertThat(run.errors()).contains("server-1.gfs").contains("99");
    Files.write(archive, new byte[] {77, 9});
    assertThat(CommandRun.of("export", archive, "-f", "jsonl").exits(1).errors())
        .contains("server-1.gfs");
  }

  @Test
  void anArchiveIsNotOverwritten() throws IOException {
    byte[] before = Files.readAllBytes(archive);
    CommandRun run = CommandRun.of("export", directory, "-f", "csv", "-o", archive).exits(1);
    assertThat(run.errors()).contains("is an archive to be read: give another --output");
    assertThat(archive).hasBinaryContent(before);
  }

  @Test
  void membersThatWouldBeTheSameSeriesAreRefused() throws IOException {
    Path other = directory.resolve("server-2.gfs");
    ArchiveGenerator.generate(other, ArchiveShape.typical().withSeries(150).withTicks(200));
    CommandRun run =
        CommandRun.of(
                "export", directory, "-f", "jsonl", "--label", "member=m", "--label", "instance=m")
            .exits(1);
    assertThat(run.errors()).contains("would be the same series").contains("give them different");
    assertThat(run.output()).isEmpty();
  }

  @Test
  void aReaderWhoHasEnoughEndsItQuietly() throws Exception {
    ArchiveGenerator.generate(archive, ArchiveShape.typical().withSeries(300).withTicks(100_000));
    Path log = directory.resolve("log");
    Process run = ForkedProgram.startPiped(log, List.of(), "export", archive, "-f", "jsonl");
    try (InputStream out = run.getInputStream()) {
      assertThat(out.readNBytes(10)).isEqualTo("{\"metric\":".getBytes(UTF_8));
    }
    assertThat(run.waitFor()).isEqualTo(BROKEN_PIPE);
    assertThat(log).isEmptyFile();
  }

  @Test
  void aFullDiskIsToldAndNoBrokenPipe() throws Exception {
    Path log = directory.resolve("log");
    Process run =
        ForkedProgram.start(log, List.of(), "export", archive, "-f", "jsonl", "-o", "/dev/full");
    assertThat(run.waitFor()).isEqualTo(1);
    assertThat(log).content().contains("No space left on device");
  }

  @Test
  void aSignalEndsItAfterAWholeLine() throws Exception {
    ArchiveGenerator.generate(archive, ArchiveShape.typical().withSeries(300).withTicks(500_000));
    Path log = directory.resolve("log");
    Path file = directory.resolve("x.jsonl");
    Process run = ForkedProgram.start(log, List.of(), "export", archive, "-o", file);
    while (!Files.exists(file) || Files.size(file) < 1_000_000) {
      assertThat(run.isAlive()).isTrue();
      Thread.sleep(2);
    }
    run.destroy();
    assertThat(run.waitFor()).as(Files.readString(log)).isEqualTo(SIGTERM);
    assertThat(log).content().contains("interrupted: the output is incomplete");
    assertThat(Files.readString(file)).endsWith("]}\n");
  }

  private String exported() {
    return CommandRun.of("export", archive, "-f", "jsonl").exits(0).output();
  }

  private static String content(Path file, Compression compression) throws IOException {
    try (InputStream in = compression.decompress(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
