package io.github.gfstoprometheus.export.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** The values of rows. */
final class ValueColumn {
  private final ColumnDescriptor column;
  private final DictionaryColumn rows;
  private final ValuePlaces places = new ValuePlaces();

  ValueColumn(ColumnDescriptor column) {
    this.column = column;
    this.rows = new DictionaryColumn(column);
  }

  /** Adds a value so many times. */
  void put(long valueBits, int times) {
    rows.put(places.of(valueBits), times);
  }

  /** How many runs of values there are. */
  int runs() {
    return rows.runs();
  }

  /** How many different values there are. */
  int distinct() {
    return places.size();
  }

  void writeTo(ParquetFileWriter file, int rowCount) throws IOException {
    rows.writeTo(
        file, rowCount, BytesInput.from(places.littleEndian()), places.size(), statistics());
    places.clear();
  }

  /**
   * The least and the greatest value. With NaN among them there is none: readers do not agree where
   * NaN belongs, and some would pass over rows that are asked for.
   */
  private Statistics<?> statistics() {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    if (places.hasNan()) {
      return Statistics.getBuilderForReading(column.getPrimitiveType()).withNumNulls(0).build();
    }
    for (int place = 0; place < places.size(); place++) {
      statistics.updateStats(Double.longBitsToDouble(places.bits(place)));
    }
    return statistics;
  }
}
