package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveEnd;
import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.ReadFailure;
import io.github.gfstoprometheus.inspect.ArchiveInspection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "  gfs-to-prometheus inspect ./stats",
      "  gfs-to-prometheus inspect --all server-1.gfs | less",
      "  gfs-to-prometheus inspect --json server-1.gfs | jq '.[0].instances[].textId'"
    })
final class InspectCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private ArchivesMixin archives;

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
    ArchiveFinder finder = archives.find();
    finder.problems().forEach(this::printProblem);
    if (isTalking()) {
      finder.skipped().forEach(file -> environment.errors().println("skipped: " + file.reason()));
      finder.remarks().forEach(text -> environment.errors().println("note: " + text));
    }
    if (finder.chains().isEmpty()) {
      environment.errors().println("gfs-to-prometheus: no archives found");
    }
    InspectionSums sums = new InspectionSums(finder.problems().size());
    if (output.isJson()) {
      try (InspectionJson json = new InspectionJson(environment.output())) {
        inspectAll(finder, sums, json::print);
      }
      environment.output().println();
    } else if (output.isQuiet()) {
      inspectAll(finder, sums, archive -> {});
    } else {
      inspectAll(finder, sums, new InspectionText(environment.output(), all)::print);
      sums.print(environment.output());
    }
    return sums.exitCode();
  }

  /** Takes archives one by one, so that memory holds the figures of one. */
  private interface Printer {
    void print(InspectedArchive archive) throws IOException;
  }

  private void inspectAll(ArchiveFinder finder, InspectionSums sums, Printer printer)
      throws IOException {
    for (ArchiveChain chain : finder.chains()) {
      for (ArchiveSource source : chain.sources()) {
        InspectedArchive archive = inspect(source);
        archive.problem().ifPresent(this::printProblem);
        if (isTalking()) {
          archive.remark().ifPresent(text -> environment.errors().println("note: " + text));
        }
        printer.print(archive);
        sums.add(archive);
      }
    }
  }

  private boolean isTalking() {
    return !output.isQuiet() && !output.isJson();
  }

  private void printProblem(String text) {
    environment.errors().println("problem: " + text);
  }

  private static InspectedArchive inspect(ArchiveSource source) {
    ArchiveInspection inspection = new ArchiveInspection();
    Optional<String> problem;
    Optional<String> remark = Optional.empty();
    long bytes = 0;
    try (ArchiveReader reader = source.open()) {
      try {
        reader.readAll(inspection);
        ArchiveEnd end = ArchiveEnd.of(reader);
        problem = end.problem().map(text -> source.name() + ": " + text);
        remark = end.remark().map(text -> source.name() + ": " + text);
      } finally {
        bytes = reader.bytesRead();
      }
    } catch (ArchiveException e) {
      problem = Optional.of(e.getMessage());
    } catch (IOException e) {
      problem = Optional.of(ReadFailure.describe(source.name(), e));
    }
    inspection.finish();
    return new InspectedArchive(source.name(), bytes, inspection, problem, remark);
  }
}
