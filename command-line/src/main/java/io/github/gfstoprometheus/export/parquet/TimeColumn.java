package io.github.gfstoprometheus.export.parquet;

import io.github.gfstoprometheus.export.Batch;
import java.io.IOException;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** The times of rows, as differences: they rise evenly, but where a series begins. */
final class TimeColumn {
  private static final int FIRST_SLAB = 1 << 16;
  private static final int LARGEST_SLAB = 1 << 20;

  private final ColumnDescriptor column;
  private final DeltaBinaryPackingValuesWriterForLong differences =
      new DeltaBinaryPackingValuesWriterForLong(
          FIRST_SLAB, LARGEST_SLAB, HeapByteBufferAllocator.getInstance());
  private Statistics<?> statistics;

  TimeColumn(ColumnDescriptor column) {
    this.column = column;
    this.statistics = Statistics.createStats(column.getPrimitiveType());
  }

  /** Adds the times of some ticks. */
  void put(Batch batch, int fromTick, int endTick) {
    for (int tick = fromTick; tick < endTick; tick++) {
      differences.writeLong(batch.millis(tick));
    }
    statistics.updateStats(batch.millis(fromTick));
    statistics.updateStats(batch.millis(endTick - 1));
  }

  void writeTo(ParquetFileWriter file, int rows) throws IOException {
    ColumnChunk chunk = ColumnChunk.start(file, column, rows);
    chunk.data(differences.getBytes(), statistics, Encoding.DELTA_BINARY_PACKED);
    chunk.end();
    differences.reset();
    statistics = Statistics.createStats(column.getPrimitiveType());
  }
}
