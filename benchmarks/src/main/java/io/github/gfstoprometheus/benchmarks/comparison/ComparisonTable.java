package io.github.gfstoprometheus.benchmarks.comparison;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.significant;

import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one table, and below it what should be known beside it. */
final class ComparisonTable {
  private static final int MB = 1_000_000;

  private final MarkdownTable table =
      new MarkdownTable(
          "program",
          "wall s",
          "CPU s",
          "peak MB",
          "samples/s",
          "MB in/s",
          "bytes out",
          "bytes/sample");

  /** What is said of archives, each once, with the archives of which it is said. */
  private final Map<String, List<String>> notes = new LinkedHashMap<>();

  void subject(Subject subject) {
    table.row(
        "**%s**: %s bytes, %s samples"
            .formatted(subject.name(), count(subject.bytes()), count(subject.samples())));
  }

  void failed(String name, Exception failure) {
    table.row("**" + name + "**: failed");
    note(name, "failed: " + failure.getMessage().lines().findFirst().orElse(""));
  }

  void result(String program, Result result) {
    table.row(
        program,
        number("%.2f", result.wallSeconds()),
        number("%.2f", result.cost().cpuSeconds()),
        count(result.cost().peakBytes() / MB),
        number("%,.0f", result.samplesPerSecond()),
        significant(result.inputMegabytesPerSecond()),
        result.outputBytes() > 0 ? count(result.outputBytes()) : "",
        number("%.3f", result.bytesPerSample()));
  }

  /** A program that did not run. */
  void absent(String program) {
    table.row(program);
  }

  void part(String program, double wallSeconds, long peakBytes) {
    table.row(program, number("%.2f", wallSeconds), "", count(peakBytes / MB));
  }

  void ratio(String name, Result dividend, Result divisor) {
    table.row(
        name,
        times(dividend.wallSeconds() / divisor.wallSeconds()),
        times(dividend.cost().cpuSeconds() / divisor.cost().cpuSeconds()),
        times((double) dividend.cost().peakBytes() / divisor.cost().peakBytes()),
        times(dividend.samplesPerSecond() / divisor.samplesPerSecond()),
        times(dividend.inputMegabytesPerSecond() / divisor.inputMegabytesPerSecond()),
        times((double) dividend.outputBytes() / divisor.outputBytes()),
        times(dividend.bytesPerSample() / divisor.bytesPerSample()));
  }

  /** A figure in the column of megabytes a second, if it was measured. */
  void steady(String name, double megabytesPerCpuSecond) {
    if (Double.isFinite(megabytesPerCpuSecond)) {
      table.row(name, "", "", "", "", significant(megabytesPerCpuSecond));
    }
  }

  /** A ratio in the column of megabytes a second, if it was measured. */
  void steadyRatio(String name, double ratio) {
    if (Double.isFinite(ratio)) {
      table.row(name, "", "", "", "", times(ratio));
    }
  }

  void note(Subject subject, String note) {
    note(subject.name(), note);
  }

  private void note(String name, String note) {
    notes.computeIfAbsent(note, none -> new ArrayList<>()).add(name);
  }

  void print(PrintStream out) {
    table.print(out);
    notes.forEach((note, names) -> out.printf("%n%s: %s%n", String.join(", ", names), note));
  }

  private static String times(double ratio) {
    return Double.isFinite(ratio) ? "× " + significant(ratio) : "";
  }
}
