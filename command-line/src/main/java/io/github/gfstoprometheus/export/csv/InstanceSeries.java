package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** The series of one instance in a batch, each with the column that it is in. */
final class InstanceSeries {
  private final LabelSet labels;
  private final List<String> columns = new ArrayList<>();
  private final List<Integer> series = new ArrayList<>();

  /** An instance whose labels are among these. */
  InstanceSeries(LabelSet labels) {
    this.labels = labels;
  }

  LabelSet labels() {
    return labels;
  }

  void add(String column, int number) {
    columns.add(column);
    series.add(number);
  }

  List<String> columns() {
    return columns;
  }

  void forEach(ObjIntConsumer<String> action) {
    for (int i = 0; i < columns.size(); i++) {
      action.accept(columns.get(i), series.get(i));
    }
  }
}
