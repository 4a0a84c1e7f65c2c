package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.blocks.ConversionReport.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Adds up what became of each member's archives, tells problems at once and figures at the end. */
final class ConversionSummary {
  private final Environment environment;
  private final OutputMixin output;
  private final Path directory;
  private final long startNanos = System.nanoTime();
  private final List<ConversionReport> reports = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  ConversionSummary(Environment environment, OutputMixin output, Path directory) {
    this.environment = environment;
    this.output = output;
    this.directory = directory;
  }

  void skipped(ArchiveFinder.Skipped file) {
    skipped.add(file.reason());
    if (isTalking()) {
      environment.errors().println("skipped: " + file.reason());
    }
  }

  /** Something was wrong before any archive was read. */
  void problem(String problem) {
    problems.add(problem);
    environment.errors().println("problem: " + problem);
  }

  void add(ConversionReport report) {
    reports.add(report);
    report.problems().forEach(this::problem);
    if (isTalking()) {
      report.remarks().forEach(remark -> environment.errors().println("note: " + remark));
      environment.output().println(line(report));
    }
  }

  /** Prints the figures and returns the exit code. */
  int print() throws IOException {
    if (reports.isEmpty()) {
      environment.errors().println("gfs-to-prometheus: no archives found");
    }
    if (output.isJson()) {
      output.printJson(environment.output(), json());
    } else if (!output.isQuiet()) {
      printFigures();
    }
    return exitCode();
  }

  private boolean isTalking() {
    return !output.isQuiet() && !output.isJson();
  }

  private int exitCode() {
    if (reports.isEmpty() || reports.stream().allMatch(r -> r.state() == State.FAILED)) {
      return ExitCode.FAILED;
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  private String line(ConversionReport report) {
    String archives =
        report.archives().size() == 1
            ? report.archives().get(0)
            : report.archives().size()
                + " archives up to "
                + report.archives().get(report.archives().size() - 1);
    return switch (report.state()) {
      case CONVERTED ->
          archives + ": " + Figures.count(report.output().blocks(), "block") + " in " + directory;
      case UNCHANGED ->
          archives + ": unchanged, " + directory + " holds it already (--force converts it again)";
      case FAILED -> archives + ": failed";
    };
  }

  private void printFigures() {
    long samples = sum(report -> report.output().samples());
    long bytesOut = sum(report -> report.output().bytesOut());
    if (samples == 0) {
      return;
    }
    double seconds = seconds();
    Table table = new Table();
    table.row("archives", Figures.count(archives(State.CONVERTED)));
    table.row("first sample", Instant.ofEpochMilli(firstMillis()).toString());
    table.row("last sample", Instant.ofEpochMilli(lastMillis()).toString());
    table.row("ticks", Figures.count(sum(report -> report.figures().ticks())));
    table.row("series", Figures.count(sum(report -> report.figures().series())));
    table.row(
        "samples",
        Figures.count(samples) + " (" + Figures.count((long) (samples / seconds)) + " a second)");
    table.row("changes", Figures.count(sum(report -> report.figures().changes())));
    table.row("blocks", Figures.count(sum(report -> report.output().blocks())));
    table.row("bytes in", Figures.count(sum(report -> report.output().bytesIn())));
    table.row(
        "bytes out",
        Figures.count(bytesOut) + Figures.format(" (%.3f a sample)", (double) bytesOut / samples));
    table.row("seconds", Figures.format("%.2f", seconds));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    table.print(environment.output());
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("archives", archives(State.CONVERTED));
    json.put("unchanged", archives(State.UNCHANGED));
    json.put("failed", archives(State.FAILED));
    if (sum(report -> report.figures().ticks()) > 0) {
      json.put("firstMillis", firstMillis());
      json.put("lastMillis", lastMillis());
    }
    json.put("ticks", sum(report -> report.figures().ticks()));
    json.put("series", sum(report -> report.figures().series()));
    json.put("samples", sum(report -> report.output().samples()));
    json.put("changes", sum(report -> report.figures().changes()));
    json.put("blocks", sum(report -> report.output().blocks()));
    json.put("chunks", sum(report -> report.output().chunks()));
    json.put("bytesIn", sum(report -> report.output().bytesIn()));
    json.put("bytesOut", sum(report -> report.output().bytesOut()));
    json.put("seconds", seconds());
    json.put("peakMemoryMegabytes", PeakMemory.megabytes());
    json.put("output", directory.toString());
    json.put("remarks", reports.stream().flatMap(report -> report.remarks().stream()).toList());
    json.put("problems", problems);
    json.put("skipped", skipped);
    return json;
  }

  private long firstMillis() {
    return reports.stream().mapToLong(report -> report.figures().firstMillis()).min().orElse(0);
  }

  private long lastMillis() {
    return reports.stream().mapToLong(report -> report.figures().lastMillis()).max().orElse(0);
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private long archives(State state) {
    return reports.stream()
        .filter(report -> report.state() == state)
        .mapToLong(report -> report.archives().size())
        .sum();
  }

  private long sum(ToLongFunction<ConversionReport> figure) {
    return reports.stream().mapToLong(figure).sum();
  }
}
