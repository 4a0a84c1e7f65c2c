package io.github.gfstoprometheus.export.parquet;

import io.github.gfstoprometheus.convert.PossibleLabels;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What columns are called: three that all samples have, and one for each label by its own name. */
public final class ColumnNames {
  static final String TIMESTAMP = "timestamp";
  static final String VALUE = "value";
  static final String METRIC = "metric";

  private final List<String> labels;

  private ColumnNames(List<String> labels) {
    this.labels = labels;
  }

  /**
   * Columns for all labels that series can have.
   *
   * @throws IllegalArgumentException if there cannot be, as {@link #whyNot} tells it
   */
  public static ColumnNames of(PossibleLabels possible) {
    whyNot(possible)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    return new ColumnNames(all(possible));
  }

  /**
   * Why these labels cannot all be columns, if they cannot: names that differ in case only are one
   * to DuckDB and Spark.
   */
  public static Optional<String> whyNot(PossibleLabels possible) {
    Map<String, String> taken = new HashMap<>();
    for (String column : List.of(TIMESTAMP, VALUE, METRIC)) {
      taken.put(column, "\"" + column + "\"");
    }
    for (String label : all(possible)) {
      String other = taken.putIfAbsent(label.toLowerCase(Locale.ROOT), "label \"" + label + "\"");
      if (other != null) {
        return Optional.of(
            "label \"%s\" cannot be a column beside %s, as case does not count: call it otherwise"
                .formatted(label, other));
      }
    }
    return Optional.empty();
  }

  /** The names of labels, in the order of their columns. */
  List<String> labels() {
    return labels;
  }

  private static List<String> all(PossibleLabels possible) {
    return Stream.concat(possible.ofInstances().stream(), possible.ofStatistics().stream())
        .toList();
  }
}
