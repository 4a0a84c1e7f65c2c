package io.github.gfstoprometheus.benchmarks.process;

import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that ran to its end.
 *
 * @param cost what it took
 * @param exitCode what it returned
 * @param output what it wrote to its standard output
 * @param log what it wrote to its standard error
 */
public record MeasuredProcess(Cost cost, int exitCode, String output, String log) {
  /** GNU time's: user seconds, system seconds, kilobytes of the largest resident set. */
  private static final String FORMAT = "%U %S %M";

  private static final Path GNU_TIME = Path.of("/usr/bin/time");
  private static final Duration LIMIT = Duration.ofHours(12);
  private static final int KIB = 1024;

  /** Runs a program. */
  public static MeasuredProcess run(List<String> command, Scratch scratch) throws IOException {
    Path figures = scratch.path("figures");
    List<String> measured = new ArrayList<>(timed(figures));
    measured.addAll(command);
    long startNanos = System.nanoTime();
    try (ChildProcess child =
        ChildProcess.startReadable(command.get(0), Path.of("").toAbsolutePath(), measured)) {
      String output = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = child.await(LIMIT);
      double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
      return new MeasuredProcess(
          cost(wallSeconds, Files.readString(figures)), exitCode, output, child.log());
    }
  }

  /** What comes before a command line so that its figures are appended to a file. */
  public static List<String> timed(Path figures) {
    if (!Files.isExecutable(GNU_TIME)) {
      throw new IllegalStateException(
          GNU_TIME + " is missing: install GNU time (Debian: apt install time)");
    }
    return List.of(
        GNU_TIME.toString(), "--quiet", "-a", "-o", figures.toString(), "-f", FORMAT, "--");
  }

  /** The resident set at its highest, of the largest of the runs whose figures a file holds. */
  public static long peakBytes(Path figures) throws IOException {
    return Files.readString(figures)
        .lines()
        .mapToLong(run -> cost(0, run).peakBytes())
        .max()
        .orElse(0);
  }

  /**
   * Demands one of the exit codes.
   *
   * @throws IOException with what the program said, if it is another
   */
  public MeasuredProcess demand(Integer... exitCodes) throws IOException {
    if (!List.of(exitCodes).contains(exitCode)) {
      throw new IOException("exit code " + exitCode + ": " + (output + log).strip());
    }
    return this;
  }

  private static Cost cost(double wallSeconds, String figures) {
    String[] fields = figures.trim().split(" ", -1);
    return new Cost(
        wallSeconds,
        Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]),
        Long.parseLong(fields[2]) * KIB);
  }
}
