package io.github.gfstoprometheus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.pipeline.Compression;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Samples of other programs, from their bytes to blocks. */
class ImportCommandTest {
  private static final int SIGTERM = 143;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));
  private static final String OPENMETRICS = "up 1 1700000000\nup nan 1700000001.5\n# EOF\n";
  private static final List<Sample> SAMPLES =
      List.of(sample(1_700_000_000_000L, 1), Sample.marker(1_700_000_001_500L));

  @TempDir private Path directory;

  @Test
  void theHelpHasExamplesThatFitATerminal() {
    assertThat(CommandRun.of("import", "--help").exits(0).output())
        .startsWith("Usage: gfs-to-prometheus import")
        .containsPattern("Examples:\n  gfs-to-prometheus import ")
        .contains("jsonl, openmetrics,", "protobuf", "; 1h for");
    assertThat(ImportCommand.class.getAnnotation(CommandLine.Command.class).footer())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void standardInputGoesIntoBlocks() throws IOException {
    String lines = upLine(0, 1, 2.5) + upLine(5 * HOUR_MILLIS, 3);
    CommandRun run =
        CommandRun.withInput(
            lines.getBytes(UTF_8), "import", "-", "--format", "jsonl", "--output", data());
    assertThat(run.exits(0).errors()).isEmpty();
    assertThat(SeriesOfBlocks.of(data()).samples(UP))
        .containsExactly(sample(0, 1), sample(1000, 2.5), sample(5 * HOUR_MILLIS, 3));
    assertThat(run.output().lines().map(line -> line.strip().replaceAll("  +", "  ")))
        .contains(
            "inputs  1",
            "entries  2",
            "first sample  1970-01-01T00:00:00Z",
            "last sample  1970-01-01T05:00:00Z",
            "blocks  2",
            "bytes in  " + lines.length())
        .anyMatch(line -> line.startsWith("samples  3 ("))
        .noneMatch(line -> line.startsWith("too late"));
  }

  @Test
  void programsGetTheFiguresAsJson() throws IOException {
    String lines = upLine(0, 1, 2) + upLine(0, 1, 7) + "x\n";
    CommandRun run =
        CommandRun.withInput(
            lines.getBytes(UTF_8), "import", "--format", "JSONL", "-o", data(), "--json");
    assertThat(run.exits(3).json())
        .containsEntry("inputs", 1)
        .containsEntry("failed", 0)
        .containsEntry("firstMillis", 0)
        .containsEntry("lastMillis", 1000)
        .containsEntry("entries", 2)
        .containsEntry("malformed", 1)
        .containsEntry("samples", 2)
        .containsEntry("tooLate", 0)
        .containsEntry("conflicting", 1)
        .containsEntry("repeated", 1)
        .containsEntry("blocks", 1)
        .containsEntry("bytesIn", lines.length())
        .containsEntry("output", data().toString())
        .doesNotContainKey("interrupted")
        .containsKeys("bytesOut", "chunks", "seconds", "peakMemoryMegabytes");
    assertThat((List<?>) run.json().get("problems")).hasSize(2);
    assertThat(run.errors()).contains("problem: <stdin>: line 2: expected one value of ");
    assertThat(run.errors()).contains("problem: <stdin>: line 3, byte 0 of it (byte ");
  }

  @Test
  void quietPrintsProblemsAlone() {
    CommandRun run =
        CommandRun.withInput(
            "x\n".getBytes(UTF_8), "import", "--format", "jsonl", "-o", data(), "-q");
    assertThat(run.exits(3).output()).isEmpty();
    assertThat(run.errors().lines()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void compressedInputsAreDecompressed(Compression compression) throws IOException {
    byte[] stored = compressed(compression, OPENMETRICS);
    CommandRun.withInput(
            stored, "import", "--format", "openmetrics", "--compress", compression, "-o", data())
        .exits(0);
    assertThat(SeriesOfBlocks.of(data()).samples(UP)).isEqualTo(SAMPLES);

    String suffix = Map.of("NONE", "", "GZIP", ".gz", "ZSTD", ".zst").get(compression.name());
    Path file = Files.write(directory.resolve("a.om" + suffix), stored);
    Path other = directory.resolve("other");
    assertThat(CommandRun.of("import", file, "-o", other, "--json").exits(0).json())
        .containsEntry("bytesIn", stored.length);
    assertThat(SeriesOfBlocks.of(other).samples(UP)).isEqualTo(SAMPLES);
  }

  @Test
  void filesOfSeveralFormatsGoIntoTheSameBlocks() throws IOException {
    Path text = Files.writeString(directory.resolve("a.openmetrics"), OPENMETRICS);
    Path lines = Files.writeString(directory.resolve("b.ndjson"), upLine(1_699_999_999_000L, 7));
    CommandRun.of("import", text, lines, "-o", data()).exits(0);
    assertThat(Promtool.list(data())).hasSize(1);
    assertThat(SeriesOfBlocks.of(data()).samples(UP))
        .containsExactly(sample(1_699_999_999_000L, 7), SAMPLES.get(0), SAMPLES.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "import~--format is missing: standard input does not tell its own, of jsonl (.jsonl, .ndjson), openmetrics (.om, .openmetrics), protobuf (.prw)",
        "import a.txt~--format is missing: the name a.txt tells none of jsonl (.jsonl, .ndjson), openmetrics (.om, .openmetrics), protobuf (.prw)",
        "import a.gz~--format is missing: the name a.gz tells none of jsonl (.jsonl, .ndjson), openmetrics (.om, .openmetrics), protobuf (.prw)",
        "import - - --format jsonl~standard input (-) can be read once",
        "import a.om --compress gzip~--compress is for standard input (-): the names of files tell",
        "import a --format xml~'--format': expected one of [JSONL, OPENMETRICS, PROTOBUF]",
        "import a.om --compress lz4~expected one of [NONE, GZIP, ZSTD]",
        "import a.om --out-of-order-window x~'x' is not a duration such as 2h, 1m30s or 250ms",
        "import a.om --block-range 1s~--block-range: at least 1m is possible",
        "import a.om --memory 0GB~--memory: at least 1MB is possible",
        "import a.om --thin 1m~Unknown option",
      })
  void aWrongCommandLineIsExplained(String line, String message) {
    CommandRun run = CommandRun.of((Object[]) line.split(" ", -1));
    assertThat(run.exits(2).errors()).contains(message).contains("import --help");
  }

  @Test
  void tooLateSamplesAreToldAndTheOthersGoIn() throws IOException {
    String lines = upLine(5 * HOUR_MILLIS, 1) + upLine(4 * HOUR_MILLIS, 2) + upLine(HOUR_MILLIS, 3);
    CommandRun run =
        CommandRun.withInput(
            lines.getBytes(UTF_8), "import", "--format", "jsonl", "-o", data(), "--json");
    assertThat(run.exits(3).json()).containsEntry("samples", 2).containsEntry("tooLate", 1);
    assertThat(run.errors())
        .contains(
            "problem: <stdin>: line 3: expected samples within the window behind the newest (1970-01-01T05:00:00Z), found one of {__name__=\"up\"} at 1970-01-01T01:00:00Z, which is left out");
    assertThat(SeriesOfBlocks.of(data()).samples(UP))
        .containsExactly(sample(4 * HOUR_MILLIS, 2), sample(5 * HOUR_MILLIS, 1));

    Path wide = directory.resolve("wide");
    CommandRun.withInput(
            lines.getBytes(UTF_8),
            "import",
            "--format",
            "jsonl",
            "--out-of-order-window",
            "4h",
            "-o",
            wide)
        .exits(0);
    assertThat(SeriesOfBlocks.of(wide).samples(UP)).hasSize(3);
  }

  @Test
  void openMetricsComesInAnyOrderOfTime() throws IOException {
    Path file =
        Files.writeString(directory.resolve("a.om"), "a 1 1700000000\nb 1 1000000000\n# EOF\n");
    CommandRun.of("import", file, "-o", data()).exits(0);
    assertThat(SeriesOfBlocks.of(data()).labels()).hasSize(2);
    CommandRun.of("import", file, "--out-of-order-window", "1h", "-o", directory.resolve("narrow"))
        .exits(3);
  }

  @ParameterizedTest
  @EnumSource
  void aCutInputLosesNothingBeforeTheCut(Compression compression) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("up ")
          .append(i * 7919 % 10007)
          .append(' ')
          .append(1_700_000_000 + i)
          .append('\n');
    }
    byte[] whole = compressed(compression, text + "# EOF\n");
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    CommandRun run =
        CommandRun.withInput(
            cut, "import", "--format", "openmetrics", "--compress", compression, "-o", data());
    String told =
        compression == Compression.NONE
            ? "problem: <stdin>: expected # EOF as the last line, found the end within line \\d+: .*"
            : "problem: <stdin>: cannot be read on from byte \\d+ of what it holds: .*"
                + "found the end of the input: it was cut; what stood before is taken";
    assertThat(run.exits(3).errors().lines().filter(line -> line.startsWith("problem: ")))
        .singleElement()
        .asString()
        .matches(told);
    List<Sample> samples = SeriesOfBlocks.of(data()).samples(UP);
    assertThat(samples).hasSizeBetween(20_000, 60_000);
    for (int i = 0; i < samples.size(); i++) {
      assertThat(samples.get(i)).isEqualTo(sample((1_700_000_000L + i) * 1000, i * 7919 % 10007));
    }
  }

  @Test
  void aFileThatCannotBeReadIsToldAndTheNextOneRead() throws IOException {
    Path missing = directory.resolve("missing.om");
    Path folder = Files.createDirectory(directory.resolve("folder.om"));
    Path notGzip = Files.writeString(directory.resolve("a.om.gz"), OPENMETRICS);
    Path good = Files.writeString(directory.resolve("b.om"), OPENMETRICS);
    CommandRun run =
        CommandRun.of("import", missing, folder, notGzip, good, "-o", data(), "--json");
    assertThat(run.exits(3).json()).containsEntry("failed", 3).containsEntry("samples", 2);
    assertThat(run.errors())
        .contains(missing + ": cannot be read: no such file or directory")
        .contains(folder + ": cannot be read: expected a file, found a directory")
        .contains(notGzip + ": cannot be read: expected gzip data, found other or damaged bytes");
    CommandRun.of("import", missing, "-o", data()).exits(1);
  }

  @Test
  void anEmptyInputIsCutInOneFormatAndNothingInTheOther() throws IOException {
    assertThat(CommandRun.of("import", "--format", "jsonl", "-o", data()).exits(0).output())
        .contains("samples");
    CommandRun.of("import", "--format", "openmetrics", "-o", data()).exits(3);
    assertThat(DirectoryContent.ofBlocks(data()).keySet()).containsExactly("");
  }

  @Test
  void aDirectoryThatAnotherRunWritesToIsLeftAlone() throws IOException {
    Files.createDirectories(data());
    try (FileChannel lock =
        FileChannel.open(
            data().resolve("gfs-to-prometheus.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      assertThat(lock.tryLock()).isNotNull();
      assertThat(CommandRun.of("import", "--format", "jsonl", "-o", data()).exits(1).errors())
          .contains("another run is writing there");
    }
  }

  @Test
  void promtoolMakesTheSameSamplesOfTheSameText() throws IOException {
    Path text = Files.writeString(directory.resolve("a.om"), randomOpenMetrics(new Random(3)));
    Path theirs = Files.createDirectory(directory.resolve("theirs"));
    Promtool.createBlocksFromOpenMetrics(text, theirs);
    assertThat(CommandRun.of("import", text, "-o", data()).exits(0).errors()).isEmpty();
    Map<String, Double> expected = dump(theirs);
    assertThat(expected).hasSizeGreaterThan(5000);
    assertThat(dump(data())).isEqualTo(expected);
  }

  /** Times that a double in seconds holds exactly: promtool's arithmetic loses others. */
  private static String randomOpenMetrics(Random random) {
    StringBuilder text = new StringBuilder();
    for (int family = 0; family < 5; family++) {
      text.append("# HELP f%d Some \"help\\n\n# TYPE f%d counter\n".formatted(family, family));
      for (int series = 0; series < 4; series++) {
        String labels = "f%d_total{s=\"%d\",t=\"a\\\\b\\\"c\\nd ä😀}\"} ".formatted(family, series);
        long quarters = 6_800_000_000L + random.nextInt(100_000);
        for (int i = 0; i < 300; i++) {
          quarters += 1 + random.nextInt(1000);
          text.append(labels).append(randomValue(random)).append(' ');
          text.append(quarters / 4)
              .append(List.of("", ".25", ".5", ".75").get((int) (quarters % 4)));
          text.append(i % 50 == 0 ? " # {trace=\"x\"} 1\n" : "\n");
        }
      }
    }
    return text.append("# EOF\n").toString();
  }

  private static String randomValue(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Integer.toString(random.nextInt(2000) - 1000);
      case 1 -> Double.toString(random.nextInt(1_000_000) / 1000.0);
      case 2 -> Double.toString(random.nextDouble());
      case 3 -> Long.toString(random.nextLong());
      case 4 -> List.of("+Inf", "-Inf", "-0", "1e-310", "1.5E7").get(random.nextInt(5));
      default -> Double.toString(random.nextGaussian() * 1e200);
    };
  }

  private static Map<String, Double> dump(Path blocks) throws IOException {
    Map<String, Double> samples = new TreeMap<>();
    Promtool.dump(blocks, (series, value, millis) -> samples.put(series + " " + millis, value));
    return samples;
  }

  @Test
  void aSignalPublishesWhatWasReadThoughTheProducerIsSilent() throws Exception {
    Path log = directory.resolve("log");
    Process run = ForkedProgram.start(log, List.of(), "import", "--format", "jsonl", "-o", data());
    try (OutputStream producer = run.getOutputStream()) {
      producer.write(upLine(0, 1, 2).getBytes(UTF_8));
      producer.write(upLine(5 * HOUR_MILLIS, 3).getBytes(UTF_8));
      producer.write("{\"metric\":{".getBytes(UTF_8));
      producer.flush();
      awaitBlock(run);
      run.toHandle().destroy(); // the process itself would close its input, too
      assertThat(run.waitFor()).as(Files.readString(log)).isEqualTo(SIGTERM);
    }
    assertThat(Files.readString(log))
        .contains("interrupted: all samples that were read are in " + data())
        .doesNotContain("problem: ");
    assertThat(SeriesOfBlocks.of(data()).samples(UP)).hasSize(3);
  }

  private void awaitBlock(Process run) throws IOException, InterruptedException {
    while (!Files.isDirectory(data()) || BlockReader.openAll(data()).isEmpty()) {
      assertThat(run.isAlive()).isTrue();
      Thread.sleep(20);
    }
  }

  @Test
  void aFullDiskFailsTheImport() throws Exception {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      text.append("up ").append(random.nextDouble()).append(' ').append(i).append('\n');
    }
    Path file = Files.writeString(directory.resolve("a.om"), text.append("# EOF\n"));
    Path log = directory.resolve("log");
    Process run = ForkedProgram.startWithSmallFiles(log, "import", file, "-o", data());
    assertThat(run.waitFor()).as(Files.readString(log)).isEqualTo(1);
    assertThat(Files.readString(log)).contains("File too large");
  }

  private Path data() {
    return directory.resolve("data");
  }

  private static Sample sample(long timestampMillis, double value) {
    return new Sample(timestampMillis, Double.doubleToRawLongBits(value));
  }

  /** A line of JSON with a sample a second from a time on. */
  private static String upLine(long startMillis, double... values) {
    StringBuilder timestamps = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      timestamps.append(i > 0 ? "," : "").append(startMillis + 1000L * i);
    }
    return "{\"metric\":{\"__name__\":\"up\"},\"values\":%s,\"timestamps\":[%s]}\n"
        .formatted(Arrays.toString(values), timestamps);
  }

  private static byte[] compressed(Compression compression, String text) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (OutputStream bytes = compression.compress(target)) {
      bytes.write(text.getBytes(UTF_8));
    }
    return target.toByteArray();
  }
}
