package io.github.gfstoprometheus.export.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** One column of a row group on its way into the file: a dictionary, maybe, and a page of data. */
final class ColumnChunk {
  private static final int BUFFER = 1 << 13;

  private final ParquetFileWriter file;
  private final int rows;

  private ColumnChunk(ParquetFileWriter file, int rows) {
    this.file = file;
    this.rows = rows;
  }

  static ColumnChunk start(ParquetFileWriter file, ColumnDescriptor column, int rows)
      throws IOException {
    file.startColumn(column, rows, CompressionCodecName.GZIP);
    return new ColumnChunk(file, rows);
  }

  /** Writes the values that data refers to by their places, encoded one after the other. */
  void dictionary(BytesInput values, int count) throws IOException {
    int size = Math.toIntExact(values.size());
    file.writeDictionaryPage(new DictionaryPage(packed(values), size, count, Encoding.PLAIN));
  }

  /** Writes what all rows have in this column. */
  void data(BytesInput data, Statistics<?> statistics, Encoding encoding) throws IOException {
    int size = Math.toIntExact(data.size());
    file.writeDataPage(
        rows, size, packed(data), statistics, rows, Encoding.RLE, Encoding.RLE, encoding);
  }

  void end() throws IOException {
    file.endColumn();
  }

  private static BytesInput packed(BytesInput bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed, BUFFER)) {
      bytes.writeAllTo(gzip);
    }
    return BytesInput.from(packed);
  }
}
