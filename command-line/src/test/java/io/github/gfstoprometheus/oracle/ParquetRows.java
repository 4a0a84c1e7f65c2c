package io.github.gfstoprometheus.oracle;

import io.github.gfstoprometheus.fixtures.DuckDb;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Rows of an exported Parquet file as samples of series. */
final class ParquetRows {
  /** The columns that are no labels. */
  private static final Set<String> COMMON = Set.of("timestamp", "value");

  private final ReadBack samples = new ReadBack();
  private final Map<Map<String, String>, String> texts = new HashMap<>();

  private ParquetRows() {}

  /** All rows in the order of the file, as DuckDB reads them. */
  static ReadBack byDuckDb(Path file) {
    return byDuckDb(file, "true");
  }

  /** The rows of some metrics in the order of the file, as DuckDB reads them. */
  static ReadBack ofMetrics(Path file, Collection<String> metrics) {
    return byDuckDb(file, "metric in ('" + String.join("', '", metrics) + "')");
  }

  private static ReadBack byDuckDb(Path file, String condition) {
    List<String> labels = labels(file);
    ParquetRows rows = new ParquetRows();
    DuckDb.query(
        file,
        "select epoch_ms(timestamp) as millis, * from "
            + DuckDb.NUMBERED
            + " where "
            + condition
            + " order by file_row_number",
        row -> rows.add(labels(row, labels), row.getDouble("value"), row.getLong("millis")));
    return rows.samples;
  }

  /** How many rows each series has and what its values add up to, as DuckDB finds by itself. */
  static Map<Map<String, String>, SampleSum> sumsByDuckDb(Path file) {
    List<String> labels = labels(file);
    Map<Map<String, String>, SampleSum> sums = new HashMap<>();
    DuckDb.query(
        file,
        """
        select count(*) as count, sum(value) as sum, * exclude (timestamp, value)
        from $file group by all""",
        row ->
            sums.put(
                renamed(labels(row, labels)),
                new SampleSum(row.getLong("count"), row.getDouble("sum"))));
    return sums;
  }

  private static List<String> labels(Path file) {
    return DuckDb.column(
        file, "select column_name from (describe select * exclude (timestamp, value) from $file)");
  }

  private static Map<String, String> labels(ResultSet row, List<String> columns)
      throws SQLException {
    Map<String, String> labels = new HashMap<>();
    for (String column : columns) {
      String text = row.getString(column);
      if (text != null) {
        labels.put(column, text);
      }
    }
    return labels;
  }

  /** All rows as Parquet's own reader reads them, which is Spark's too. */
  static ReadBack byParquetsReader(Path file) throws IOException {
    ParquetRows rows = new ParquetRows();
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new GzipPages())
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
      PageReadStore group = reader.readNextRowGroup();
      while (group != null) {
        RecordReader<Group> read = columns.getRecordReader(group, new GroupRecordConverter(schema));
        for (long row = 0; row < group.getRowCount(); row++) {
          rows.add(read.read());
        }
        group = reader.readNextRowGroup();
      }
    }
    return rows.samples;
  }

  private void add(Group row) {
    Map<String, String> labels = new HashMap<>();
    for (int column = 0; column < row.getType().getFieldCount(); column++) {
      String name = row.getType().getFieldName(column);
      if (!COMMON.contains(name) && row.getFieldRepetitionCount(column) > 0) {
        labels.put(name, row.getString(column, 0));
      }
    }
    add(labels, row.getDouble("value", 0), row.getLong("timestamp", 0));
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
}
