package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.verify.Difference;
import io.github.gfstoprometheus.verify.Exactness;
import io.github.gfstoprometheus.verify.VerificationFigures;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what the comparison of each member's archives found, and tells it at the end. */
final class VerificationSummary {
  private final Environment environment;
  private final OutputMixin output;
  private final int blocks;
  private final Exactness exactness;
  private final VerificationFigures figures = new VerificationFigures();
  private final List<String> problems = new ArrayList<>();
  private final long startNanos = System.nanoTime();
  private long members;
  private long archives;
  private long ticks;
  private long series;
  private long changes;
  private long bytesIn;

  VerificationSummary(
      Environment environment, OutputMixin output, int blocks, Exactness exactness) {
    this.environment = environment;
    this.output = output;
    this.blocks = blocks;
    this.exactness = exactness;
  }

  VerificationFigures figures() {
    return figures;
  }

  /** Adds what could not even be looked at. */
  void addProblems(List<String> more) {
    problems.addAll(more);
  }

  void add(MemberArchives member, ChainConversion conversion) {
    members++;
    archives += member.chain().sources().size();
    ticks += conversion.figures().ticks();
    series += conversion.figures().series();
    changes += conversion.figures().changes();
    bytesIn += conversion.bytesIn();
    problems.addAll(conversion.problems());
  }

  /** Prints the figures and returns the exit code. */
  int print() throws IOException {
    if (ticks == 0) {
      problems.add("nothing to compare: no archive with a sample was found");
    }
    for (String problem : problems) {
      environment.errors().println("problem: " + problem);
    }
    if (output.isJson()) {
      output.printJson(environment.output(), json());
      return exitCode();
    }
    for (Difference difference : figures.firstDifferences()) {
      environment.errors().println("different: " + text(difference));
    }
    if (!output.isQuiet()) {
      printFigures();
    }
    return exitCode();
  }

  private int exitCode() {
    if (figures.differences() > 0 || ticks == 0) {
      return ExitCode.FAILED;
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  private void printFigures() {
    double seconds = seconds();
    long compared = figures.samples() + figures.leftOut() + figures.differences();
    Table table = new Table();
    table.row("members", Figures.count(members));
    table.row("archives", Figures.count(archives));
    table.row("ticks", Figures.count(ticks));
    table.row("series", Figures.count(series));
    table.row("changes", Figures.count(changes));
    table.row("bytes in", Figures.count(bytesIn));
    table.row("blocks", Figures.count(blocks));
    table.row("samples that are equal", Figures.count(figures.samples()));
    if (exactness.isThinned()) {
      table.row("left out (thinned)", Figures.count(figures.leftOut()));
    }
    table.row("samples that differ", Figures.count(figures.differences()));
    table.row(
        "seconds",
        Figures.format("%.2f", seconds)
            + " ("
            + Figures.count((long) (compared / seconds))
            + " samples a second)");
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    table.print(environment.output());
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("members", members);
    json.put("archives", archives);
    json.put("ticks", ticks);
    json.put("series", series);
    json.put("changes", changes);
    json.put("bytesIn", bytesIn);
    json.put("blocks", blocks);
    json.put("samples", figures.samples());
    if (exactness.isThinned()) {
      json.put("leftOut", figures.leftOut());
    }
    json.put("differences", figures.differences());
    json.put(
        "firstDifferences",
        figures.firstDifferences().stream().map(VerificationSummary::text).toList());
    json.put("problems", problems);
    json.put("seconds", seconds());
    json.put("peakMemoryMegabytes", PeakMemory.megabytes());
    return json;
  }

  private static String text(Difference difference) {
    return difference.series()
        + " at "
        + Instant.ofEpochMilli(difference.timestampMillis())
        + ": archive "
        + difference.archive()
        + ", blocks "
        + difference.blocks();
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
