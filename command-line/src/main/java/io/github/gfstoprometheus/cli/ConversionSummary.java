package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.blocks.ConversionReport.End;
import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.MemberReport.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what becomes of a conversion: problems at once, figures at the end. */
final class ConversionSummary {
  private final Environment environment;
  private final OutputMixin output;
  private final Path directory;
  private final Notices notices;
  private final long startNanos = System.nanoTime();

  ConversionSummary(Environment environment, OutputMixin output, Path directory) {
    this.environment = environment;
    this.output = output;
    this.directory = directory;
    this.notices = new Notices(environment, output);
  }

  Notices notices() {
    return notices;
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
    report.members().forEach(member -> member.problems().forEach(notices::problem));
    report.members().forEach(member -> member.remarks().forEach(notices::remark));
    report
        .carriedOn()
        .ifPresent(at -> notices.remark("carried on where an earlier run was ended, at " + at));
    ConversionSums sums =
        new ConversionSums(report.members(), (System.nanoTime() - startNanos) / 1e9);
    if (output.isJson()) {
      Map<String, Object> json = ConversionJson.of(sums, report);
      json.put("output", directory.toString());
      notices.addTo(json);
      output.printJson(environment.output(), json);
    } else if (!output.isQuiet() && !report.members().isEmpty()) {
      new ConversionText(environment.output(), directory).print(sums, report.output());
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

  private int exitCode(ConversionReport report) {
    List<MemberReport> members = report.members();
    if (report.end() != End.DONE
        || members.stream().allMatch(member -> member.state() == State.FAILED)) {
      return ExitCode.FAILED;
    }
    return notices.hasProblems() ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }
}
