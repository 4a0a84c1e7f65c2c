package io.github.gfstoprometheus.benchmarks.export;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.significant;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.benchmarks.BenchmarkCommand;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.process.Cost;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import io.github.gfstoprometheus.benchmarks.process.MeasuredProcess;
import io.github.gfstoprometheus.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program behind {@code benchmarks/export}: archives through each format, to nowhere. */
@Command(
    name = "benchmarks/export",
    description =
        "Exports archives in each format to /dev/null, beside Geode's reader writing CSV.",
    mixinStandardHelpOptions = true)
public final class ExportFormats implements Callable<Integer> {
  private static final String NOWHERE = "/dev/null";
  private static final double MEGABYTE = 1e6;

  @Parameters(paramLabel = "ARCHIVE", arity = "1..*", description = "Archives to export")
  private List<Path> archives;

  @Option(
      names = "--formats",
      split = ",",
      paramLabel = "FORMAT",
      defaultValue = "jsonl,protobuf,csv,openmetrics,parquet",
      description = "Which formats (default: ${DEFAULT-VALUE})")
  private List<String> formats;

  @Option(
      names = "--geode-limit",
      paramLabel = "BYTES",
      defaultValue = "20000000",
      description =
          "Geode's reader keeps an archive in memory: it runs on archives of so many bytes at most"
              + " (default: ${DEFAULT-VALUE})")
  private long geodeLimitBytes;

  @Option(
      names = "--export-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Further options of export, separated by spaces: \"--every 1m\"")
  private String options;

  @Option(names = "--runs", defaultValue = "3", description = "The fastest of so many runs counts")
  private int runs;

  private final MarkdownTable table =
      new MarkdownTable(
          "archive, format",
          "wall s",
          "CPU s",
          "peak MB",
          "samples/s",
          "MB in/s",
          "MB out",
          "MB out/s",
          "bytes/sample");

  /** What a program did. */
  private record Written(Cost cost, long samples, long bytes) {
    double samplesPerSecond() {
      return samples / cost.wallSeconds();
    }
  }

  private interface Program {
    Written run() throws IOException;
  }

  /** See {@code --help} for the arguments. */
  public static void main(String[] arguments) {
    System.exit(BenchmarkCommand.run(new ExportFormats(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Launcher.prepare();
    try (Scratch scratch = Scratch.create()) {
      for (Path archive : archives) {
        compare(archive, scratch);
      }
    }
    table.print(System.out);
    return 0;
  }

  private void compare(Path archive, Scratch scratch) throws IOException {
    long bytesIn = Files.size(archive);
    table.row("**" + archive.getFileName() + "**: " + count(bytesIn) + " bytes");
    List<String> names = new ArrayList<>();
    List<Written> exported = new ArrayList<>();
    for (String format : formats) {
      System.err.println("exporting " + archive + " as " + format);
      Written written = fastest(() -> export(archive, format, scratch));
      addRow(format, bytesIn, written);
      names.add(format);
      exported.add(written);
    }
    if (bytesIn <= geodeLimitBytes) {
      System.err.println("Geode's reader writes CSV of " + archive);
      Written peer = fastest(() -> geodeCsv(archive, scratch));
      addRow("Geode's reader writing CSV", bytesIn, peer);
      for (int i = 0; i < names.size(); i++) {
        double wall = peer.cost().wallSeconds() / exported.get(i).cost().wallSeconds();
        double rate = exported.get(i).samplesPerSecond() / peer.samplesPerSecond();
        table.row(
            "- Geode's ÷ " + names.get(i),
            "× " + significant(wall),
            "",
            "",
            "× " + significant(rate));
      }
    }
  }

  private Written fastest(Program program) throws IOException {
    Written best = program.run();
    for (int run = 1; run < runs; run++) {
      Written next = program.run();
      best = next.cost().wallSeconds() < best.cost().wallSeconds() ? next : best;
    }
    return best;
  }

  private Written export(Path archive, String format, Scratch scratch) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "export", archive.toString(), "--format", format, "--output", NOWHERE, "--json"));
    for (String option : options.split(" ", -1)) {
      if (!option.isEmpty()) {
        arguments.add(option);
      }
    }
    MeasuredProcess ran =
        MeasuredProcess.run(Launcher.command("", arguments), scratch).demand(0, 3);
    Map<String, Object> figures = JSON.std.mapFrom(ran.output());
    return new Written(ran.cost(), figure(figures, "samples"), figure(figures, "bytesOut"));
  }

  private static long figure(Map<String, Object> figures, String name) throws IOException {
    if (figures.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IOException("export --json does not say how many " + name);
  }

  /** With half of the machine's memory, whatever that is: it takes what it needs. */
  private static Written geodeCsv(Path archive, Scratch scratch) throws IOException {
    List<String> jvmOptions = List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50");
    List<String> arguments = List.of(archive.toString(), NOWHERE);
    MeasuredProcess ran =
        MeasuredProcess.run(ChildProcess.java(jvmOptions, GeodeCsv.class, arguments), scratch)
            .demand(0);
    return new Written(ran.cost(), Long.parseLong(ran.output().strip()), 0);
  }

  private void addRow(String name, long bytesIn, Written written) {
    double seconds = written.cost().wallSeconds();
    double megabytesOut = written.bytes() / MEGABYTE;
    boolean counted = written.bytes() > 0;
    table.row(
        name,
        number("%.2f", seconds),
        number("%.2f", written.cost().cpuSeconds()),
        number("%,.0f", written.cost().peakBytes() / MEGABYTE),
        number("%,.0f", written.samplesPerSecond()),
        significant(bytesIn / MEGABYTE / seconds),
        counted ? number("%,.0f", megabytesOut) : "",
        counted ? number("%,.0f", megabytesOut / seconds) : "",
        counted ? number("%.1f", (double) written.bytes() / written.samples()) : "");
  }
}
