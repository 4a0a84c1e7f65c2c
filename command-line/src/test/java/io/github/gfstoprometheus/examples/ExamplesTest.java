package io.github.gfstoprometheus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.protocol.RequestDecoder;
import io.github.gfstoprometheus.protocol.StreamReader;
import io.github.gfstoprometheus.testkit.process.Executable;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, in a real Python. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");
  private static final long LIMIT_SECONDS = 60;

  @TempDir private Path directory;

  /** What a stream says of a series. */
  private static final class Figures {
    private long count;
    private double last;
  }

  @Test
  void theConsumerCountsWhatTheReaderReads() throws Exception {
    Path stream = export();
    Map<String, Figures> expected = read(stream);
    Path printed = directory.resolve("printed");
    assertThat(python("consume.py", stream, printed)).isZero();
    List<String> lines = Files.readAllLines(printed);
    assertThat(lines).hasSameSizeAs(expected.keySet());
    for (String line : lines) {
      String labels = line.substring(line.indexOf('{'));
      List<String> columns = List.of(line.substring(0, line.indexOf('{')).strip().split(" +", -1));
      Figures figures = expected.get(labels);
      assertThat(figures).as(line).isNotNull();
      assertThat(Long.parseLong(columns.get(0))).as(line).isEqualTo(figures.count);
      assertThat(number(columns.get(3)))
          .as(line)
          .isEqualTo(Double.valueOf(sixDigits(figures.last)));
    }
    assertThat(expected.values().stream().mapToLong(figures -> figures.count).sum())
        .isEqualTo(291_274);
  }

  @Test
  void theConsumerTellsACutAndWhatCameBefore() throws Exception {
    Path stream = export();
    byte[] bytes = Files.readAllBytes(stream);
    Files.write(stream, Arrays.copyOf(bytes, bytes.length - 1));
    Path printed = directory.resolve("printed");
    assertThat(python("consume.py", stream, printed)).isEqualTo(1);
    assertThat(Files.readAllLines(printed)).hasSizeGreaterThan(1000);
    assertThat(Files.readString(directory.resolve("errors"))).contains("the stream was cut");
  }

  @Test
  void whatTheProducerWritesIsRead() throws Exception {
    Path stream = directory.resolve("produced.prw");
    long before = System.currentTimeMillis();
    assertThat(python("produce.py", Path.of("/dev/null"), stream, "2")).isZero();
    Map<String, Figures> read = read(stream);
    assertThat(read.keySet())
        .hasSize(3)
        .allMatch(labels -> labels.matches("\\{__name__=\"node_load(1|5|15)\", instance=.*}"));
    assertThat(read.values()).allMatch(figures -> figures.count == 2 && figures.last >= 0);
    assertThat(lastMillis(stream)).isBetween(before, System.currentTimeMillis());
  }

  private Path export() {
    Path stream = directory.resolve("exported.prw");
    CommandRun run = CommandRun.of("export", SampleArchive.path(), "--output", stream);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    return stream;
  }

  private int python(String program, Path input, Path output, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(
        Files.isExecutable(SYSTEM_PYTHON)
            ? SYSTEM_PYTHON.toString()
            : Executable.locate("python3"));
    command.add(EXAMPLES.resolve(program).toString());
    command.addAll(List.of(arguments));
    File errors = directory.resolve("errors").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors);
    builder.environment().put("PYTHONUTF8", "1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(program).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What Python's format g tells of a number. */
  private static double sixDigits(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN)).doubleValue()
        : value;
  }

  /** A number as Python writes it; 0 for -0. */
  private static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text) + 0.0;
    };
  }

  private static Map<String, Figures> read(Path file) throws Exception {
    Map<String, Figures> series = new LinkedHashMap<>();
    forEach(
        file,
        new RequestDecoder.Listener() {
          private String labels = "";

          @Override
          public void series(LabelSet next) {
            List<String> texts = new ArrayList<>();
            next.forEach((name, value) -> texts.add(name + "=\"" + value + '"'));
            labels = "{" + String.join(", ", texts) + "}";
          }

          @Override
          public void sample(long timestampMillis, long valueBits) {
            if (valueBits != StaleMarker.BITS) {
              Figures figures = series.computeIfAbsent(labels, key -> new Figures());
              figures.count++;
              figures.last = Double.longBitsToDouble(valueBits);
            }
          }
        });
    return series;
  }

  private static long lastMillis(Path file) throws Exception {
    long[] last = new long[1];
    forEach(
        file,
        new RequestDecoder.Listener() {
          @Override
          public void series(LabelSet next) {}

          @Override
          public void sample(long timestampMillis, long valueBits) {
            last[0] = Math.max(last[0], timestampMillis);
          }
        });
    return last[0];
  }

  private static void forEach(Path file, RequestDecoder.Listener listener) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      StreamReader stream = new StreamReader(in::read);
      RequestDecoder decoder = new RequestDecoder();
      while (stream.next()) {
        decoder.decode(stream.buffer(), stream.start(), stream.end());
        decoder.forEach(listener);
      }
      assertThat(stream.cut()).isEmpty();
    }
  }
}
