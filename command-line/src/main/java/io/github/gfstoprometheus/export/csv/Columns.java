package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the columns of both kinds of tables have in common. */
final class Columns {
  static final String TIMESTAMP = "timestamp";

  private Columns() {}

  /** Adds the values of labels, each behind a comma. */
  static void add(LabelSet labels, List<String> names, Bytes row) {
    for (String name : names) {
      row.add(',');
      row.add(Field.of(labels.value(name)));
    }
  }

  /**
   * What the columns of labels are called: as the labels, but for those that other columns are
   * called, which get a prefix, as Prometheus gives it to labels that are taken.
   */
  static List<String> names(Set<String> taken, List<String> labels) {
    Set<String> names = new HashSet<>(taken);
    names.addAll(labels);
    return labels.stream()
        .map(label -> taken.contains(label) ? free(label, names) : label)
        .toList();
  }

  private static String free(String label, Set<String> names) {
    String name = label;
    while (!names.add(name)) {
      name = "exported_" + name;
    }
    return name;
  }
}
