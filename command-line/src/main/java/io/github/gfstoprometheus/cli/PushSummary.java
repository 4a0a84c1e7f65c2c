package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.MemberReport.State;
import io.github.gfstoprometheus.export.ExportReport;
import io.github.gfstoprometheus.remotewrite.Rejection;
import io.github.gfstoprometheus.remotewrite.RemoteWriteSettings;
import io.github.gfstoprometheus.remotewrite.RemoteWriteVersion;
import io.github.gfstoprometheus.remotewrite.SentFigures;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Tells what becomes of a push: problems at once, figures at the end. */
final class PushSummary {
  private final Environment environment;
  private final OutputMixin output;
  private final RemoteWriteSettings settings;
  private final Notices notices;
  private final PushNotices receiver;
  private final long startNanos = System.nanoTime();

  PushSummary(Environment environment, OutputMixin output, RemoteWriteSettings settings) {
    this.environment = environment;
    this.output = output;
    this.settings = settings;
    this.notices = new Notices(environment, output);
    this.receiver = new PushNotices(notices);
  }

  Notices notices() {
    return notices;
  }

  /** What is told of the receiver. */
  PushNotices receiver() {
    return receiver;
  }

  /** Says that there was nothing to send, and returns the exit code. */
  int printNothing() {
    environment.errors().println("gfs-to-prometheus: no archives found");
    return ExitCode.FAILED;
  }

  /**
   * Says that the user ended it, and returns the exit code.
   *
   * @param fromMillis the first time that may be missing, if anything was sent
   */
  int printInterrupted(SentFigures sent, OptionalLong fromMillis) {
    environment
        .errors()
        .println(
            fromMillis.isPresent()
                ? "interrupted: %s sent; --start %s sends the rest"
                    .formatted(
                        Figures.count(sent.accepted(), "sample"),
                        Instant.ofEpochMilli(fromMillis.getAsLong()))
                : "interrupted: nothing was sent");
    return ExitCode.FAILED;
  }

  /** Prints what became of it, and returns the exit code. */
  int print(ExportReport report, SentFigures sent) throws IOException {
    report.members().forEach(member -> member.problems().forEach(notices::problem));
    report.members().forEach(member -> member.remarks().forEach(notices::remark));
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    ConversionSums sums = new ConversionSums(report.members(), seconds);
    if (output.isJson()) {
      output.printJson(environment.output(), json(sums, sent));
    } else if (!output.isQuiet() && report.samples() > 0) {
      table(sums, sent).print(environment.output());
    }
    if (report.samples() == 0 && !output.isQuiet()) {
      environment.errors().println("note: no sample was sent: none is there, or chosen");
    }
    return exitCode(report.members());
  }

  private Table table(ConversionSums sums, SentFigures sent) {
    Table table = new Table();
    table.row("members", Figures.count(sums.members().size()));
    table.row("archives", Figures.count(sums.archives(State.CONVERTED)));
    table.row("first sample", Instant.ofEpochMilli(sums.firstMillis()).toString());
    table.row("last sample", Instant.ofEpochMilli(sums.lastMillis()).toString());
    table.row("series", Figures.count(sums.series()));
    table.row(
        "samples",
        Figures.count(sent.accepted())
            + " ("
            + Figures.count((long) (sent.accepted() / sums.seconds()))
            + " a second)");
    for (Rejection rejection : receiver.rejections()) {
      table.row("rejected", Figures.count(rejection.samples()) + ": " + rejection.words());
    }
    table.row("remote write", version());
    table.row("requests", Figures.count(sent.requests()));
    table.row("retries", Figures.count(sent.retries()));
    table.row("bytes in", Figures.count(sums.bytesIn()));
    table.row("bytes sent", Figures.count(sent.bytes()));
    table.row("seconds", Figures.format("%.2f", sums.seconds()));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    return table;
  }

  private String version() {
    boolean isOne = settings.version() == RemoteWriteVersion.V1 || receiver.fallback().isPresent();
    return isOne ? "1.0" : "2.0";
  }

  private Map<String, Object> json(ConversionSums sums, SentFigures sent) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("archives", sums.archives(State.CONVERTED));
    json.put("failed", sums.archives(State.FAILED));
    if (sums.ticks() > 0) {
      json.put("firstMillis", sums.firstMillis());
      json.put("lastMillis", sums.lastMillis());
    }
    json.put("ticks", sums.ticks());
    json.put("series", sums.series());
    json.put("samples", sent.accepted());
    json.put("rejected", sent.rejected());
    json.put("rejections", receiver.rejections().stream().map(PushSummary::json).toList());
    json.put("remoteWriteVersion", version());
    json.put("requests", sent.requests());
    json.put("retries", sent.retries());
    json.put("bytesIn", sums.bytesIn());
    json.put("bytesSent", sent.bytes());
    json.put("seconds", sums.seconds());
    json.put("peakMemoryMegabytes", PeakMemory.megabytes());
    json.put("members", sums.members().stream().map(MemberReport::member).toList());
    json.put("url", settings.url().toString());
    notices.addTo(json);
    return json;
  }

  private static Map<String, Object> json(Rejection rejection) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("words", rejection.words());
    json.put("samples", rejection.samples());
    json.put("firstMillis", rejection.firstMillis());
    json.put("lastMillis", rejection.lastMillis());
    return json;
  }

  private int exitCode(List<MemberReport> members) {
    if (members.stream().allMatch(member -> member.state() == State.FAILED)) {
      return ExitCode.FAILED;
    }
    return notices.hasProblems() ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }
}
