package io.github.gfstoprometheus.cli;

import static java.io.OutputStream.nullOutputStream;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.blocks.ConversionReport.End;
import io.github.gfstoprometheus.blocks.MemberReport;
import io.github.gfstoprometheus.blocks.MemberReport.State;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what becomes of a conversion: problems at once, figures at the end. */
final class ConversionSummary {
  private final Environment environment;
  private final OutputMixin output;
  private final Path directory;
  private final long startNanos = System.nanoTime();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
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

  /** Something is worth knowing. */
  void remark(String remark) {
    remarks.add(remark);
    if (isTalking()) {
      environment.errors().println("note: " + remark);
    }
  }

  /** Something was wrong. */
  void problem(String problem) {
    problems.add(problem);
    environment.errors().println("problem: " + problem);
  }

  /** What shows how far a conversion has come, to people. */
  ProgressWatcher watcher(long totalBytes, Interruption interruption) {
    return isTalking()
        ? new ProgressWatcher(environment.errors(), environment.columns(), totalBytes, interruption)
        : new ProgressWatcher(
            new PrintStream(nullOutputStream()), Optional.empty(), totalBytes, interruption);
  }

  /** Says that there was nothing to convert, and returns the exit code. */
  int printNothing() throws IOException {
    environment.errors().println("gfs-to-prometheus: no archives found");
    return print(
        new ConversionReport(
            List.of(),
            new ConversionReport.Output(0, 0, 0, 0),
            Optional.empty(),
            End.DONE,
            Optional.empty()));
  }

  /** Prints what became of it, and returns the exit code. */
  int print(ConversionReport report) throws IOException {
    report.members().forEach(member -> member.problems().forEach(this::problem));
    report.members().forEach(member -> member.remarks().forEach(this::remark));
    report
        .carriedOn()
        .ifPresent(at -> remark("carried on where an earlier run was ended, at " + at));
    ConversionSums sums = new ConversionSums(report, (System.nanoTime() - startNanos) / 1e9);
    if (output.isJson()) {
      Map<String, Object> json = ConversionJson.of(sums);
      json.put("output", directory.toString());
      json.put("remarks", remarks);
      json.put("problems", problems);
      json.put("skipped", skipped);
      output.printJson(environment.output(), json);
    } else if (!output.isQuiet() && !report.members().isEmpty()) {
      new ConversionText(environment.output(), directory).print(sums);
    }
    if (report.end() != End.DONE) {
      environment.errors().println("interrupted: " + interrupted(report));
    }
    return exitCode(report);
  }

  private String interrupted(ConversionReport report) {
    return report
        .reached()
        .map(
            at ->
                "all samples before %s are in %s; %s"
                    .formatted(
                        at,
                        directory,
                        report.end() == End.CUT_OFF
                            ? "what would have followed on standard input is lost"
                            : "the same command carries on from there"))
        .orElse("no block was written yet");
  }

  private boolean isTalking() {
    return !output.isQuiet() && !output.isJson();
  }

  private int exitCode(ConversionReport report) {
    List<MemberReport> members = report.members();
    if (report.end() != End.DONE
        || members.stream().allMatch(member -> member.state() == State.FAILED)) {
      return ExitCode.FAILED;
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }
}
