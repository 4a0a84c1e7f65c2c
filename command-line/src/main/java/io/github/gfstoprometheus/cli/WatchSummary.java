package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.watch.SinkFigures;
import io.github.gfstoprometheus.watch.WatchFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells, at its end, what a watch has done. */
final class WatchSummary {
  private final Environment environment;
  private final OutputMixin output;
  private final long startNanos = System.nanoTime();

  WatchSummary(Environment environment, OutputMixin output) {
    this.environment = environment;
    this.output = output;
  }

  /** Prints the figures, and returns the exit code. */
  int print(WatchFigures figures) throws IOException {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    if (output.isJson()) {
      output.printJson(environment.output(), json(figures, seconds));
    } else if (!output.isQuiet()) {
      table(figures, seconds).print(environment.output());
    }
    long problems = figures.sinks().stream().mapToLong(SinkFigures::problems).sum();
    return problems > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }

  private static Table table(WatchFigures figures, double seconds) {
    Table table = new Table();
    table.row("members", Figures.count(figures.members()));
    table.row("archives", Figures.count(figures.archives()));
    for (SinkFigures sink : figures.sinks()) {
      String name = sink.sink().replace('_', ' ');
      table.row(name + ": bytes in", Figures.count(sink.bytesIn()));
      table.row(name + ": ticks", Figures.count(sink.ticks()));
      table.row(name + ": samples", Figures.count(sink.samples()));
      table.row(name + ": published", Figures.count(sink.publications()));
      table.row(name + ": bytes out", Figures.count(sink.bytesOut()));
      if (sink.rejectedSamples() > 0) {
        table.row(name + ": rejected samples", Figures.count(sink.rejectedSamples()));
      }
      if (sink.retries() > 0) {
        table.row(name + ": retries", Figures.count(sink.retries()));
      }
      if (sink.problems() > 0) {
        table.row(name + ": problems", Figures.count(sink.problems()));
      }
    }
    table.row("seconds", Figures.format("%.2f", seconds));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    return table;
  }

  private static Map<String, Object> json(WatchFigures figures, double seconds) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("members", figures.members());
    json.put("archives", figures.archives());
    List<Map<String, Object>> sinks = new ArrayList<>();
    for (SinkFigures sink : figures.sinks()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("sink", sink.sink());
      one.put("bytesIn", sink.bytesIn());
      one.put("ticks", sink.ticks());
      one.put("samples", sink.samples());
      one.put("rejectedSamples", sink.rejectedSamples());
      one.put("publications", sink.publications());
      one.put("bytesOut", sink.bytesOut());
      one.put("retries", sink.retries());
      one.put("problems", sink.problems());
      sinks.add(one);
    }
    json.put("sinks", sinks);
    json.put("seconds", seconds);
    json.put("peakMemoryMegabytes", PeakMemory.megabytes());
    return json;
  }
}
