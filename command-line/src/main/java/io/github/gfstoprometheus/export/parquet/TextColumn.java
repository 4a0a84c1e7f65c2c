package io.github.gfstoprometheus.export.parquet;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;

/** What the series of rows have as one label. */
final class TextColumn {
  private final ColumnDescriptor column;
  private final String label;
  private final DictionaryColumn rows;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<BytesInput> dictionary = new ArrayList<>();
  private Statistics<?> statistics;

  TextColumn(ColumnDescriptor column, String label) {
    this.column = column;
    this.label = label;
    this.rows = new DictionaryColumn(column);
    this.statistics = Statistics.createStats(column.getPrimitiveType());
  }

  /** Adds the label of a series so many times. */
  void put(LabelSet series, int times) {
    String text = series.value(label);
    if (text.isEmpty()) {
      rows.put(DictionaryColumn.ABSENT, times);
      statistics.incrementNumNulls(times);
    } else {
      rows.put(places.computeIfAbsent(text, this::enter), times);
    }
  }

  /** Enters a text into the dictionary: its length, and UTF-8. */
  private int enter(String text) {
    Binary bytes = Binary.fromString(text);
    statistics.updateStats(bytes);
    dictionary.add(BytesInput.fromInt(bytes.length()));
    dictionary.add(BytesInput.from(bytes.toByteBuffer()));
    return places.size();
  }

  void writeTo(ParquetFileWriter file, int rowCount) throws IOException {
    rows.writeTo(file, rowCount, BytesInput.concat(dictionary), places.size(), statistics);
    places.clear();
    dictionary.clear();
    statistics = Statistics.createStats(column.getPrimitiveType());
  }
}
