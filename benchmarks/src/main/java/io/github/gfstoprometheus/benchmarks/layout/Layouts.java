package io.github.gfstoprometheus.benchmarks.layout;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;

import io.github.gfstoprometheus.benchmarks.BenchmarkCommand;
import io.github.gfstoprometheus.benchmarks.GeneratedArchive;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code benchmarks/queries}: all option sets on an archive, one table. */
@Command(
    name = "benchmarks/queries",
    description =
        "What options of convert cost: blocks, bytes, seconds, memory, and how long a real"
            + " Prometheus takes for queries over them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Layouts implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "\"OPTIONS\"",
      description = {
        "Options of convert, each set of them quoted, such as \"--block-range 6h\"; \"\" is none.",
        "By default: --block-range 2h, 6h, 18h, 54h and 24h, --samples-per-chunk 120, 480 and 960"
      })
  private List<String> optionSets =
      new ArrayList<>(
          List.of(
              "--block-range 2h",
              "--block-range 6h",
              "--block-range 18h",
              "--block-range 54h",
              "--block-range 24h",
              "--samples-per-chunk 120",
              "--samples-per-chunk 480",
              "--samples-per-chunk 960"));

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "How long the generated archive of 5,000 series is (default: ${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--jitter",
      paramLabel = "JITTER",
      split = ",",
      defaultValue = "linux",
      description =
          "How its clock jitters: linux, macos, none; an archive for each"
              + " (default: ${DEFAULT-VALUE})")
  private List<Jitter> jitters;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How often each option set is converted, and a server started on it"
              + " (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "How often each query is asked of each warm server (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--no-queries", description = "No server, only what the conversion shows")
  private boolean withoutQueries;

  private final List<String> notes = new ArrayList<>();
  private boolean failed;

  /** See {@code --help} for the arguments; exits with 1 if an option set failed. */
  public static void main(String[] arguments) {
    System.exit(BenchmarkCommand.run(new Layouts(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (days < 1 || runs < 1 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--days, --runs and --rounds have to be 1 at least");
    }
    Launcher.prepare();
    MarkdownTable table = table();
    try (Scratch scratch = Scratch.create()) {
      for (Jitter jitter : jitters) {
        measure(jitter, table, scratch);
      }
    }
    table.print(System.out);
    notes.forEach(note -> System.out.println("\n" + note));
    return failed ? 1 : 0;
  }

  /** All option sets in turn, so that a slow spell of the machine meets all of them. */
  private void measure(Jitter jitter, MarkdownTable table, Scratch scratch) throws IOException {
    ArchiveShape shape = GeneratedArchive.typical(jitter);
    Duration length = Duration.ofDays(days);
    String name = "%d d %s".formatted(days, jitter.name().toLowerCase(Locale.ROOT));
    try (GeneratedArchive archive =
        GeneratedArchive.generate(
            name, shape.withTicks(length.dividedBy(shape.interval())), scratch)) {
      List<Layout> layouts = new ArrayList<>();
      for (String options : optionSets) {
        Latencies latencies = new Latencies(questions(), shape.start(), length, rounds);
        layouts.add(new Layout(options, archive, latencies));
      }
      for (int run = 1; run <= runs; run++) {
        System.err.printf("run %d of %d on %s%n", run, runs, name);
        for (Layout layout : layouts) {
          layout.run(scratch);
        }
      }
      table.row(
          "**%s**: %s bytes, %s samples"
              .formatted(
                  name, count(archive.figures().bytes()), count(archive.figures().samples())));
      layouts.forEach(layout -> add(layout, name, table));
    }
  }

  private void add(Layout layout, String archive, MarkdownTable table) {
    layout.addTo(table, questions());
    layout.notes().forEach(note -> notes.add(archive + ", " + note));
    failed |= layout.hasFailed();
  }

  private List<Question> questions() {
    return withoutQueries
        ? List.of()
        : List.of(
            Question.instant(ArchiveShape.typical().series()),
            Question.hour(),
            Question.days(days));
  }

  private MarkdownTable table() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "options",
                "blocks",
                "total MB",
                "index MB",
                "index",
                "chunks MB",
                "bytes/sample",
                "wall s",
                "CPU s",
                "peak MB"));
    questions().forEach(question -> columns.add(question.name() + ": ms"));
    return new MarkdownTable(columns.toArray(new String[0]));
  }
}
