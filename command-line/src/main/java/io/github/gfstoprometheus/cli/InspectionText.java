package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.StatisticDescriptor;
import io.github.gfstoprometheus.inspect.ArchiveInspection;
import io.github.gfstoprometheus.inspect.InstanceFigures;
import io.github.gfstoprometheus.inspect.StatisticFigures;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/** Shows an inspection to a person. */
final class InspectionText {
  private final PrintStream output;
  private final boolean all;

  InspectionText(PrintStream output, boolean all) {
    this.output = output;
    this.all = all;
  }

  void print(InspectedArchive archive) {
    output.println(archive.name());
    ArchiveInspection inspection = archive.inspection();
    Table table = new Table();
    for (ArchiveHeader header : inspection.headers()) {
      addHeader(table, header);
    }
    if (inspection.samples() > 0) {
      table.row("first sample", Instant.ofEpochMilli(inspection.firstMillis()).toString());
      table.row("last sample", Instant.ofEpochMilli(inspection.lastMillis()).toString());
    }
    long deleted = inspection.instances().stream().filter(InstanceFigures::isDeleted).count();
    table.row("samples", Figures.count(inspection.samples()));
    table.row("changes", Figures.count(inspection.changes()));
    table.row("types", Figures.count(inspection.types().size()));
    table.row(
        "instances",
        Figures.count(inspection.instances().size()) + " (" + Figures.count(deleted) + " deleted)");
    table.row("bytes", Figures.count(archive.bytes()));
    table.print(output);
    inspection.instances().forEach(this::printInstance);
    output.println();
  }

  private static void addHeader(Table table, ArchiveHeader header) {
    table.row("product", header.product());
    table.row("system", header.operatingSystem() + ", " + header.machine());
    table.row(
        "begun", Instant.ofEpochMilli(header.startMillis()) + " (zone " + header.zoneId() + ")");
    table.row("format", "version " + header.version());
  }

  private void printInstance(InstanceFigures instance) {
    output.println();
    output.println(
        instance.type().name()
            + " "
            + instance.textId()
            + " ("
            + instance.numericId()
            + ")"
            + (instance.isDeleted() ? ", deleted" : ""));
    Table table = new Table();
    table.row(
        "statistic",
        "unit",
        "kind",
        "samples",
        "first",
        "last",
        "min",
        "max",
        "mean",
        "stddev",
        "changes");
    List<StatisticDescriptor> descriptors = instance.type().statistics();
    int constant = 0;
    for (int i = 0; i < descriptors.size(); i++) {
      StatisticFigures figures = instance.statistics().get(i);
      if (all || figures.changes() > 0) {
        addStatistic(table, descriptors.get(i), figures);
      } else {
        constant++;
      }
    }
    if (constant < descriptors.size()) {
      table.print(output);
    }
    if (constant > 0) {
      output.println(
          "  " + Figures.count(constant, "statistic") + " never changed (--all shows them)");
    }
  }

  private static void addStatistic(
      Table table, StatisticDescriptor descriptor, StatisticFigures figures) {
    table.row(
        descriptor.name(),
        descriptor.unit(),
        descriptor.counter() ? "counter" : "gauge",
        Figures.count(figures.samples()),
        Figures.value(figures.first()),
        Figures.value(figures.last()),
        Figures.value(figures.minimum()),
        Figures.value(figures.maximum()),
        Figures.value(figures.mean()),
        Figures.value(figures.standardDeviation()),
        Figures.count(figures.changes()));
  }
}
