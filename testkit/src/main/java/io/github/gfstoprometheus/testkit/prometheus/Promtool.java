package io.github.gfstoprometheus.testkit.prometheus;

import io.github.gfstoprometheus.testkit.process.ChildProcess;
import io.github.gfstoprometheus.testkit.process.Executable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The installed promtool, as a judge of blocks, metrics and rules: each verdict is either silence
 * or an error with what promtool said. {@code -Dpromtool=FILE} or {@code PROMTOOL=FILE} names
 * another one.
 */
public final class Promtool {

  private static final Duration LIMIT = Duration.ofMinutes(30);

  private Promtool() {}

  /** Walks all series of a block and checks the checksum of every chunk. */
  public static void analyzeExtended(Path dataDirectory, String ulid) throws IOException {
    run("tsdb", "analyze", "--extended", dataDirectory.toString(), ulid);
  }

  /**
   * Hands out every sample of every block and returns their number: count them, as promtool ends
   * well and early on a bad chunk. Series come whole and once; blocks that overlap are merged. A
   * stale marker looks like any other NaN: promtool prints no bits. A directory with a {@code wal/}
   * is a server's own, whose recent samples come too.
   *
   * <p>promtool prints a quarter of a million samples a second or so, whoever reads them.
   */
  public static long dump(Path dataDirectory, SampleConsumer consumer) throws IOException {
    if (Files.exists(dataDirectory.resolve("wal"))) {
      return dumpReadable(dataDirectory, consumer);
    }
    try (ReadableView view = ReadableView.of(dataDirectory)) {
      return dumpReadable(view.directory(), consumer);
    }
  }

  private static long dumpReadable(Path directory, SampleConsumer consumer) throws IOException {
    try (ChildProcess promtool = start("tsdb", "dump", directory.toString())) {
      long samples = DumpParser.parse(new PatientInputStream(promtool.output()), consumer);
      end(promtool);
      return samples;
    }
  }

  /** The blocks of a directory, by their time. */
  public static List<ListedBlock> list(Path dataDirectory) throws IOException {
    List<ListedBlock> blocks = new ArrayList<>();
    String table = run("tsdb", "list", dataDirectory.toString());
    for (String line : table.lines().skip(1).toList()) {
      // BLOCK ULID, MIN TIME, MAX TIME, DURATION, NUM SAMPLES, NUM CHUNKS, NUM SERIES, SIZE
      String[] cells = line.trim().split("\\s+", -1);
      blocks.add(
          new ListedBlock(
              cells[0],
              Long.parseLong(cells[1]),
              Long.parseLong(cells[2]),
              Long.parseLong(cells[4]),
              Long.parseLong(cells[5]),
              Long.parseLong(cells[6])));
    }
    return blocks;
  }

  /** Turns a text in the OpenMetrics format into blocks of two hours. */
  public static void createBlocksFromOpenMetrics(Path text, Path dataDirectory) throws IOException {
    run(
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        "--quiet",
        text.toString(),
        dataDirectory.toString());
  }

  /** Holds what a program exposes to the rules for names, types and helps. */
  public static void checkMetrics(String exposed) throws IOException {
    try (ChildProcess promtool = start("check", "metrics")) {
      try (OutputStream input = promtool.input()) {
        input.write(exposed.getBytes(StandardCharsets.UTF_8));
      }
      end(promtool);
    }
  }

  /** Reads a file of rules, and complains of what is no rule. */
  public static void checkRules(Path rules) throws IOException {
    run("check", "rules", "--lint=all", "--lint-fatal", rules.toString());
  }

  /** Has rules work on the series of a file of tests, which names the rules. */
  public static void testRules(Path tests) throws IOException {
    run("test", "rules", tests.toString());
  }

  private static String run(String... arguments) throws IOException {
    try (ChildProcess promtool = start(arguments)) {
      String output = new String(promtool.output().readAllBytes(), StandardCharsets.UTF_8);
      end(promtool);
      return output;
    }
  }

  private static ChildProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Executable.locate("promtool")));
    command.addAll(List.of(arguments));
    return ChildProcess.startReadable(
        "promtool " + String.join(" ", arguments), Path.of("").toAbsolutePath(), command);
  }

  private static void end(ChildProcess promtool) {
    promtool.awaitSuccess(LIMIT);
    if (!promtool.log().isEmpty()) {
      throw promtool.failure("exited with code 0 and yet complained");
    }
  }
}
