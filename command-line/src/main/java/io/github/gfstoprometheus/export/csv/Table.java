package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.ByteOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** A table of a resource type: which columns it has, and its rows. */
final class Table {
  private final ByteOutput out;
  private final List<String> labels;
  private final List<String> statistics;
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final Bytes row = new Bytes();
  private boolean begun;

  /**
   * A table without rows.
   *
   * @param labels the columns of an instance, beside the time
   * @param statistics the columns of its statistics
   */
  Table(ByteOutput out, List<String> labels, SortedSet<String> statistics) {
    this.out = out;
    this.labels = labels;
    this.statistics = List.copyOf(statistics);
    for (String statistic : this.statistics) {
      placeOf.put(statistic, placeOf.size());
    }
  }

  List<String> statistics() {
    return statistics;
  }

  boolean hasAll(Collection<String> columns) {
    return placeOf.keySet().containsAll(columns);
  }

  /** Writes a row for each tick at which an instance has a value. */
  void write(InstanceSeries instance, Batch batch, TickFields ticks) throws IOException {
    begin();
    Cell[] cells = new Cell[statistics.size()];
    instance.forEach(
        (column, series) -> cells[placeOf.get(column)] = new Cell(batch.samples(series)));
    Bytes beginning = new Bytes();
    Columns.add(instance.labels(), labels, beginning);
    int tick = 0;
    while (tick < batch.tickCount()) {
      int end = Math.min(moveTo(tick, cells), batch.tickCount());
      if (take(tick, cells, beginning)) {
        ticks.rows(tick, end, row, out);
      }
      tick = end;
    }
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      List<String> names = new ArrayList<>(List.of(Columns.TIMESTAMP));
      names.addAll(Columns.names(Set.of(Columns.TIMESTAMP), labels));
      for (String statistic : statistics) {
        // As PromQL: the metric of that name, with any labels.
        names.add(names.contains(statistic) ? statistic + "{}" : statistic);
      }
      out.put(Field.row(names));
    }
  }

  /** Returns the first tick at which something may change. */
  private static int moveTo(int tick, Cell[] cells) {
    int nextChange = Integer.MAX_VALUE;
    for (Cell cell : cells) {
      if (cell != null) {
        cell.moveTo(tick);
        nextChange = Math.min(nextChange, cell.nextChange(tick));
      }
    }
    return nextChange;
  }

  /** Puts together what all rows share until something changes; returns whether there are any. */
  private boolean take(int tick, Cell[] cells, Bytes beginning) {
    boolean hasValue = false;
    row.clear();
    row.add(beginning);
    for (Cell cell : cells) {
      row.add(',');
      if (cell != null && cell.hasValueAt(tick)) {
        row.add(cell.field());
        hasValue = true;
      }
    }
    row.add('\n');
    return hasValue;
  }

  long bytesOut() {
    return out.count();
  }

  void close() throws IOException {
    out.close();
  }
}
