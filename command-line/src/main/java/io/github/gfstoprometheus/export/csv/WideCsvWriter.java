package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.convert.PossibleLabels;
import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.SampleWriter;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes a table for each resource type, a row for each tick of an instance. */
public final class WideCsvWriter implements SampleWriter {
  private final Tables destination;
  private final PossibleLabels labels;
  private final InstanceGrouping grouping;
  private final Map<String, TablesOfType> tablesOf = new LinkedHashMap<>();

  /** A writer that closes what it has opened. */
  public WideCsvWriter(Tables destination, PossibleLabels labels) {
    this.destination = destination;
    this.labels = labels;
    this.grouping = new InstanceGrouping(labels);
  }

  /** Opens all tables before it writes into any: if there is no room, nothing has been written. */
  @Override
  public void write(Batch batch) throws IOException {
    Collection<InstanceSeries> instances = grouping.group(batch);
    Map<String, Table> tables = tables(instances);
    TickFields ticks = new TickFields(batch);
    for (InstanceSeries instance : instances) {
      tables.get(type(instance)).write(instance, batch, ticks);
    }
  }

  @Override
  public long samplesOf(Batch batch) {
    return batch.valueCount();
  }

  private Map<String, Table> tables(Collection<InstanceSeries> instances) throws IOException {
    Map<String, SortedSet<String>> columnsOf = new LinkedHashMap<>();
    for (InstanceSeries instance : instances) {
      columnsOf.computeIfAbsent(type(instance), type -> new TreeSet<>()).addAll(instance.columns());
    }
    Map<String, Table> tables = new HashMap<>();
    for (Map.Entry<String, SortedSet<String>> columns : columnsOf.entrySet()) {
      TablesOfType ofType =
          tablesOf.computeIfAbsent(
              columns.getKey(), type -> new TablesOfType(type, labels.ofInstances(), destination));
      tables.put(columns.getKey(), ofType.withColumns(columns.getValue()));
    }
    return tables;
  }

  private String type(InstanceSeries instance) {
    return instance.labels().value(labels.category());
  }

  @Override
  public void finish() {}

  @Override
  public long bytesOut() {
    return tables().mapToLong(Table::bytesOut).sum();
  }

  private Stream<Table> tables() {
    return tablesOf.values().stream().flatMap(ofType -> ofType.all().stream());
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Table table : tables().toList()) {
      try {
        table.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
