package io.github.gfstoprometheus.cli;

import java.io.PrintStream;

/** Adds up what was found in archives, which are not kept. */
final class InspectionSums {
  private final long startNanos = System.nanoTime();
  private long archives;
  private long readable;
  private long problems;
  private long bytes;
  private long samples;
  private long changes;

  InspectionSums(int problems) {
    this.problems = problems;
  }

  void add(InspectedArchive archive) {
    archives++;
    readable += archive.inspection().headers().isEmpty() ? 0 : 1;
    problems += archive.problem().isPresent() ? 1 : 0;
    bytes += archive.bytes();
    samples += archive.inspection().samples();
    changes += archive.inspection().changes();
  }

  int exitCode() {
    if (readable == 0) {
      return ExitCode.FAILED;
    }
    return problems == 0 ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  void print(PrintStream output) {
    Table table = new Table();
    table.row("archives", Figures.count(archives));
    table.row("bytes in", Figures.count(bytes));
    table.row("samples", Figures.count(samples));
    table.row("changes", Figures.count(changes));
    table.row("seconds", Figures.format("%.2f", (System.nanoTime() - startNanos) / 1e9));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    table.print(output);
  }
}
