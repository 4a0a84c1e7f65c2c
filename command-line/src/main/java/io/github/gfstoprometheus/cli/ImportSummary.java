package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.ingest.IngestFigures;
import io.github.gfstoprometheus.ingest.Ingestion;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what becomes of an import: problems at once, figures at the end. */
final class ImportSummary implements BlockListener {
  private final Environment environment;
  private final OutputMixin output;
  private final Path directory;
  private final long startNanos = System.nanoTime();
  private final List<String> problems = new ArrayList<>();
  private long blocks;
  private long chunks;
  private long bytesOut;

  ImportSummary(Environment environment, OutputMixin output, Path directory) {
    this.environment = environment;
    this.output = output;
    this.directory = directory;
  }

  /** Something was wrong. */
  void problem(String problem) {
    problems.add(problem);
    environment.errors().println("problem: " + problem);
  }

  @Override
  public synchronized void published(BlockMeta block, long sizeBytes) {
    blocks++;
    chunks += block.chunks();
    bytesOut += sizeBytes;
  }

  /** Prints what became of it, and returns the exit code. */
  int print(int inputs, Ingestion ingestion, IngestFigures figures) throws IOException {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    if (output.isJson()) {
      Map<String, Object> json = json(inputs, ingestion, figures);
      json.put("seconds", seconds);
      json.put("peakMemoryMegabytes", PeakMemory.megabytes());
      json.put("output", directory.toString());
      json.put("problems", problems);
      output.printJson(environment.output(), json);
    } else if (!output.isQuiet()) {
      printText(inputs, ingestion, figures, seconds);
    }
    ingestion.brokenOff().ifPresent(this::printInterrupted);
    if (ingestion.brokenOff().isPresent() || ingestion.failed() == inputs) {
      return ExitCode.FAILED;
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  private void printInterrupted(String input) {
    environment
        .errors()
        .printf(
            "interrupted: all samples that were read are in %s; what would have followed in %s is"
                + " not%n",
            directory, input);
  }

  private Map<String, Object> json(int inputs, Ingestion ingestion, IngestFigures figures) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("inputs", inputs);
    json.put("failed", ingestion.failed());
    if (figures.samples() > 0) {
      json.put("firstMillis", figures.firstMillis());
      json.put("lastMillis", figures.lastMillis());
    }
    json.put("entries", figures.entries());
    json.put("malformed", figures.malformed());
    json.put("samples", figures.samples());
    json.put("tooLate", figures.tooLate());
    json.put("conflicting", figures.conflicting());
    json.put("repeated", figures.repeated());
    json.put("blocks", blocks);
    json.put("chunks", chunks);
    json.put("bytesIn", ingestion.bytesIn());
    json.put("bytesOut", bytesOut);
    if (ingestion.brokenOff().isPresent()) {
      json.put("interrupted", true);
    }
    return json;
  }

  private void printText(int inputs, Ingestion ingestion, IngestFigures figures, double seconds) {
    Table table = new Table();
    table.row("inputs", Figures.count(inputs));
    table.row("entries", Figures.count(figures.entries()));
    if (figures.samples() > 0) {
      table.row("first sample", Instant.ofEpochMilli(figures.firstMillis()).toString());
      table.row("last sample", Instant.ofEpochMilli(figures.lastMillis()).toString());
    }
    table.row("samples", Figures.count(figures.samples()) + rate(figures, seconds));
    rowUnlessZero(table, "malformed", figures.malformed());
    rowUnlessZero(table, "too late", figures.tooLate());
    rowUnlessZero(table, "conflicting", figures.conflicting());
    rowUnlessZero(table, "repeated", figures.repeated());
    table.row("blocks", Figures.count(blocks));
    table.row("bytes in", Figures.count(ingestion.bytesIn()));
    table.row("bytes out", Figures.count(bytesOut) + perSample(figures));
    table.row("seconds", Figures.format("%.2f", seconds));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    table.print(environment.output());
  }

  private static void rowUnlessZero(Table table, String name, long count) {
    if (count > 0) {
      table.row(name, Figures.count(count));
    }
  }

  private static String rate(IngestFigures figures, double seconds) {
    return " (" + Figures.count((long) (figures.samples() / seconds)) + " a second)";
  }

  private String perSample(IngestFigures figures) {
    return figures.samples() == 0
        ? ""
        : Figures.format(" (%.3f a sample)", (double) bytesOut / figures.samples());
  }
}
