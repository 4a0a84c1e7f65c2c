package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveEnd;
import io.github.gfstoprometheus.inspect.ArchiveInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what is in archives. */
@Command(
    name = "inspect",
    description = "Shows what is in archives: header, types, instances, figures of each statistic.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus inspect server-1.gfs",
      "  gfs-to-prometheus inspect --all server-1.gfs | less",
      "  gfs-to-prometheus inspect --json server-1.gfs | jq '.[0].instances[].textId'"
    })
final class InspectCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Archives, compressed or not")
  private List<Path> files;

  @Option(
      names = {"-a", "--all"},
      description = "Show the statistics that never changed too")
  private boolean all;

  @Mixin private OutputMixin output;

  InspectCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    long startNanos = System.nanoTime();
    List<InspectedArchive> archives = new ArrayList<>();
    for (Path file : files) {
      InspectedArchive archive = inspect(file);
      archive.problem().ifPresent(text -> environment.errors().println("problem: " + text));
      archives.add(archive);
      if (!output.isQuiet() && !output.isJson()) {
        archive.remark().ifPresent(text -> environment.errors().println("note: " + text));
        new InspectionText(environment.output(), all).print(archive);
      }
    }
    if (output.isJson()) {
      InspectionJson.print(environment.output(), archives);
    } else if (!output.isQuiet()) {
      printFigures(archives, (System.nanoTime() - startNanos) / 1e9);
    }
    return exitCode(archives);
  }

  private void printFigures(List<InspectedArchive> archives, double seconds) {
    Table table = new Table();
    table.row("archives", Figures.count(archives.size()));
    table.row("bytes in", Figures.count(sum(archives, InspectedArchive::bytes)));
    table.row("samples", Figures.count(sum(archives, one -> one.inspection().samples())));
    table.row("changes", Figures.count(sum(archives, one -> one.inspection().changes())));
    table.row("seconds", Figures.format("%.2f", seconds));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    table.print(environment.output());
  }

  private static long sum(
      List<InspectedArchive> archives, ToLongFunction<InspectedArchive> figure) {
    return archives.stream().mapToLong(figure).sum();
  }

  private static InspectedArchive inspect(Path file) throws IOException {
    ArchiveInspection inspection = new ArchiveInspection();
    Optional<String> problem;
    Optional<String> remark = Optional.empty();
    long bytes;
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      try {
        reader.readAll(inspection);
        ArchiveEnd end = ArchiveEnd.of(reader);
        problem = end.problem().map(text -> file + ": " + text);
        remark = end.remark().map(text -> file + ": " + text);
      } catch (ArchiveException e) {
        problem = Optional.of(e.getMessage());
      }
      bytes = reader.bytesRead();
    }
    inspection.finish();
    return new InspectedArchive(file, bytes, inspection, problem, remark);
  }

  private static int exitCode(List<InspectedArchive> archives) {
    if (archives.stream().allMatch(archive -> archive.inspection().headers().isEmpty())) {
      return ExitCode.FAILED;
    }
    boolean complete = archives.stream().allMatch(archive -> archive.problem().isEmpty());
    return complete ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }
}
