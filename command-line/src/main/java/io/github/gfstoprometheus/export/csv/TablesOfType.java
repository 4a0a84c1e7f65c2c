package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.export.ByteOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The tables of a resource type: one, unless its statistics change. */
final class TablesOfType {
  /** There are as many as types of them, all open at once. */
  private static final int BUFFER_BYTES = 1 << 15;

  private final String type;
  private final List<String> labels;
  private final Tables destination;
  private final List<Table> tables = new ArrayList<>();

  TablesOfType(String type, List<String> labels, Tables destination) {
    this.type = type;
    this.labels = labels;
    this.destination = destination;
  }

  /**
   * The first table that has these columns. Where none has, it is a further one, which also has
   * those of the one before it: so that there are never more tables than columns.
   */
  Table withColumns(SortedSet<String> columns) throws IOException {
    for (Table table : tables) {
      if (table.hasAll(columns)) {
        return table;
      }
    }
    SortedSet<String> all = new TreeSet<>(columns);
    if (!tables.isEmpty()) {
      all.addAll(tables.get(tables.size() - 1).statistics());
    }
    ByteOutput out = new ByteOutput(destination.open(type, tables.size() + 1), BUFFER_BYTES);
    Table table = new Table(out, labels, all);
    tables.add(table);
    return table;
  }

  List<Table> all() {
    return tables;
  }
}
