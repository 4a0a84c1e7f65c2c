package io.github.gfstoprometheus.oracle;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import io.github.gfstoprometheus.fixtures.DuckDb;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Rows of an exported Parquet file as samples of series. */
final class ParquetRows {
  private final ReadBack samples = new ReadBack();
  private final Map<Map<String, String>, String> texts = new HashMap<>();

  private ParquetRows() {}

  /** All rows in the order of the file, as DuckDB reads them. */
  static ReadBack byDuckDb(Path file) {
    List<String> columns =
        DuckDb.column(file, "select column_name from (describe select * from $file)");
    List<String> labels =
        columns.stream().filter(name -> !name.matches("timestamp|value")).toList();
    ParquetRows rows = new ParquetRows();
    DuckDb.query(
        file,
        "select epoch_ms(timestamp) as millis, * from $file",
        row -> {
          Map<String, String> texts = new HashMap<>();
          for (String label : labels) {
            String text = row.getString(label);
            if (text != null) {
              texts.put(label, text);
            }
          }
          rows.add(texts, row.getDouble("value"), row.getLong("millis"));
        });
    return rows.samples;
  }

  /** All rows as Parquet's own reader reads them, which is Spark's too. */
  static ReadBack byParquetsReader(Path file) throws IOException {
    ParquetRows rows = new ParquetRows();
    try (Stream<Map<String, Object>> read =
        ParquetReader.streamContent(file.toFile(), new Columns())) {
      read.forEach(rows::add);
    }
    return rows.samples;
  }

  private void add(Map<String, Object> row) {
    Map<String, String> labels = new HashMap<>();
    row.forEach((column, value) -> labels.put(column, String.valueOf(value)));
    labels.keySet().removeAll(List.of("timestamp", "value"));
    add(labels, (Double) row.get("value"), (Long) row.get("timestamp"));
  }

  private void add(Map<String, String> labels, double value, long timestampMillis) {
    String text = texts.computeIfAbsent(labels, key -> LabelSetText.format(renamed(labels)));
    samples.accept(text, value, timestampMillis);
  }

  private static SortedMap<String, String> renamed(Map<String, String> labels) {
    SortedMap<String, String> renamed = new TreeMap<>(labels);
    renamed.put("__name__", renamed.remove("metric"));
    return renamed;
  }

  /** The columns of a row that have a value, by their names. */
  private static final class Columns
      implements Hydrator<Map<String, Object>, Map<String, Object>, String[]> {
    @Override
    public Map<String, Object> start() {
      return new HashMap<>();
    }

    @Override
    public Map<String, Object> add(Map<String, Object> row, String[] path, Object value) {
      if (value != null) {
        row.put(path[0], value);
      }
      return row;
    }

    @Override
    public Map<String, Object> finish(Map<String, Object> row) {
      return row;
    }
  }
}
