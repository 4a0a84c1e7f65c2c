package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.BenchmarkCommand;
import io.github.gfstoprometheus.benchmarks.ByteSize;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.TimeSpan;
import io.github.gfstoprometheus.benchmarks.conversion.Converter;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code benchmarks/run}: all contestants on all archives, one table. */
@Command(
    name = "benchmarks/run",
    description = {
      "This tool, today's way, the floor and reading alone, on archives: one table.",
      "Without archives, spans and sizes: the sample, those in the directory that GFS_CORPUS names,"
          + " 2h, 24h, 10MB and 100MB."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Comparison implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ARCHIVE", description = "Archives to compare on")
  private List<Path> archives = new ArrayList<>();

  @Option(
      names = "--spans",
      paramLabel = "SPAN",
      split = ",",
      description = "Generate archives of so long a time of 5,000 series, such as 2h,24h")
  private List<TimeSpan> spans = new ArrayList<>();

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      description = "Generate archives of these sizes, such as 10MB,1GB")
  private List<ByteSize> sizes = new ArrayList<>();

  @Option(
      names = "--jitter",
      paramLabel = "JITTER",
      split = ",",
      defaultValue = "linux",
      description =
          "How the clock of generated archives jitters: linux, macos, none"
              + " (default: ${DEFAULT-VALUE})")
  private List<Jitter> jitters;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often each program runs on each archive; the median counts"
              + " (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(
      names = "--convert-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Options for this tool's convert, such as \"--samples-per-chunk 120\"")
  private String convertOptions;

  @Option(
      names = "--today-limit",
      paramLabel = "SAMPLES",
      defaultValue = "36000000",
      description =
          "Today's way runs on archives of up to so many samples, of which it makes a third of a"
              + " million a second (default: ${DEFAULT-VALUE}, 2h)")
  private long todayLimitSamples;

  private final ComparisonTable table = new ComparisonTable();
  private boolean failed;

  /** See {@code --help} for the arguments; exits with 1 if a comparison failed. */
  public static void main(String[] arguments) {
    System.exit(BenchmarkCommand.run(new Comparison(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    demandSense();
    Launcher.prepare();
    try (Scratch scratch = Scratch.create()) {
      for (Input input : inputs()) {
        compareOn(input, scratch);
      }
    }
    table.print(System.out);
    return failed ? 1 : 0;
  }

  private void demandSense() {
    if (runs < 1) {
      throw new ParameterException(spec.commandLine(), "--runs " + runs + ": at least 1 is needed");
    }
    for (Path archive : archives) {
      if (!Files.isReadable(archive)) {
        throw new ParameterException(
            spec.commandLine(), archive + " is neither an option nor a file that can be read");
      }
    }
  }

  private List<Input> inputs() throws IOException {
    if (archives.isEmpty() && spans.isEmpty() && sizes.isEmpty()) {
      List<Input> inputs = new ArrayList<>(Input.atHand());
      inputs.addAll(
          generated(
              List.of(TimeSpan.parse("2h"), TimeSpan.parse("24h")),
              List.of(ByteSize.parse("10MB"), ByteSize.parse("100MB"))));
      return inputs;
    }
    List<Input> inputs = new ArrayList<>();
    archives.forEach(archive -> inputs.add(new Input.Existing(archive)));
    inputs.addAll(generated(spans, sizes));
    return inputs;
  }

  private List<Input> generated(List<TimeSpan> ofSpans, List<ByteSize> ofSizes) {
    List<Input> inputs = new ArrayList<>();
    for (TimeSpan span : ofSpans) {
      jitters.forEach(jitter -> inputs.add(Input.ToGenerate.lasting(span, jitter)));
    }
    for (ByteSize size : ofSizes) {
      jitters.forEach(jitter -> inputs.add(Input.ToGenerate.sized(size, jitter)));
    }
    return inputs;
  }

  /** What fails on one archive is told in the table, and the others have their turn. */
  private void compareOn(Input input, Scratch scratch) {
    try (Subject subject = input.open(scratch)) {
      System.err.println("comparing on " + subject.name());
      Converter converter = Converter.withOptions(convertOptions);
      Contestants contestants = new Contestants(subject, converter, scratch);
      Contest contest = new Contest(subject, contestants, todayLimitSamples);
      contest.run(runs);
      contest.addTo(table);
    } catch (IOException e) {
      failed = true;
      System.err.println(e.getMessage());
      table.failed(input.name(), e);
    }
  }
}
