package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.MemberReport.State;
import io.github.gfstoprometheus.export.ExportReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what becomes of an export: problems at once, figures at the end. */
final class ExportSummary {
  private final Environment environment;
  private final OutputMixin output;
  private final Optional<Path> file;
  private final Notices notices;
  private final long startNanos = System.nanoTime();

  /** A summary; without a file, standard output belongs to the samples. */
  ExportSummary(Environment environment, OutputMixin output, Optional<Path> file) {
    this.environment = environment;
    this.output = output;
    this.file = file;
    this.notices = new Notices(environment, output);
  }

  Notices notices() {
    return notices;
  }

  /** Says that there was nothing to export, and returns the exit code. */
  int printNothing() {
    environment.errors().println("gfs-to-prometheus: no archives found");
    return ExitCode.FAILED;
  }

  /** Prints what became of it, and returns the exit code. */
  int print(ExportReport report) throws IOException {
    report.members().forEach(member -> member.problems().forEach(notices::problem));
    report.members().forEach(member -> member.remarks().forEach(notices::remark));
    if (report.passes() > 1) {
      notices.remark(
          "archives were read "
              + report.passes()
              + " times, as the format wants series one after the other and they do not fit into"
              + " memory together: more --memory is faster");
    }
    ConversionSums sums =
        new ConversionSums(report.members(), (System.nanoTime() - startNanos) / 1e9);
    PrintStream out = file.isPresent() ? environment.output() : environment.errors();
    if (output.isJson()) {
      output.printJson(out, json(sums, report));
    } else if (!output.isQuiet() && report.samples() > 0) {
      table(sums, report).print(out);
    }
    if (report.samples() == 0 && report.whole() && !output.isQuiet()) {
      environment.errors().println("note: no sample was exported: none is there, or chosen");
    }
    if (!report.whole()) {
      environment.errors().println("interrupted: the output is incomplete");
    }
    return exitCode(report);
  }

  private static Table table(ConversionSums sums, ExportReport report) {
    double megabytesOut = report.bytesOut() / 1e6;
    Table table = new Table();
    table.row("members", Figures.count(sums.members().size()));
    table.row("archives", Figures.count(sums.archives(State.CONVERTED)));
    table.row("first sample", Instant.ofEpochMilli(sums.firstMillis()).toString());
    table.row("last sample", Instant.ofEpochMilli(sums.lastMillis()).toString());
    table.row("series", Figures.count(sums.series()));
    table.row(
        "samples",
        Figures.count(report.samples())
            + " ("
            + Figures.count((long) (report.samples() / sums.seconds()))
            + " a second)");
    table.row("bytes in", Figures.count(sums.bytesIn()));
    table.row(
        "bytes out",
        Figures.count(report.bytesOut())
            + Figures.format(" (%,.0f MB a second)", megabytesOut / sums.seconds()));
    table.row("seconds", Figures.format("%.2f", sums.seconds()));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    return table;
  }

  private Map<String, Object> json(ConversionSums sums, ExportReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("archives", sums.archives(State.CONVERTED));
    json.put("failed", sums.archives(State.FAILED));
    if (sums.ticks() > 0) {
      json.put("firstMillis", sums.firstMillis());
      json.put("lastMillis", sums.lastMillis());
    }
    json.put("ticks", sums.ticks());
    json.put("series", sums.series());
    json.put("samples", report.samples());
    json.put("bytesIn", sums.bytesIn());
    json.put("bytesOut", report.bytesOut());
    json.put("seconds", sums.seconds());
    json.put("peakMemoryMegabytes", PeakMemory.megabytes());
    if (!report.whole()) {
      json.put("interrupted", true);
    }
    json.put("members", sums.members().stream().map(MemberReport::member).toList());
    json.put("output", file.map(Path::toString).orElse("-"));
    notices.addTo(json);
    return json;
  }

  private int exitCode(ExportReport report) {
    List<MemberReport> members = report.members();
    if (!report.whole() || members.stream().allMatch(member -> member.state() == State.FAILED)) {
      return ExitCode.FAILED;
    }
    return notices.hasProblems() ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }
}
