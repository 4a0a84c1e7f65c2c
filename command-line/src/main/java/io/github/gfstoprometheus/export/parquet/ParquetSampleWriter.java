package io.github.gfstoprometheus.export.parquet;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.export.SampleWriter;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * Writes a row for each sample that is no stale marker, series by series.
 *
 * <p>Rows are held as runs until a row group is full, and then written in one go. The file is
 * written from front to back, so that it may be a pipe.
 */
public final class ParquetSampleWriter implements SampleWriter {
  /** In the footer, what tells whether all was written: {@code true} or {@code false}. */
  static final String WHOLE = "gfs-to-prometheus.whole";

  private final ByteOutput out;
  private final ParquetFileWriter file;
  private final RowGroup group;

  /** A writer that closes its output. */
  public ParquetSampleWriter(ByteOutput out, ColumnNames names) throws IOException {
    this.out = out;
    SampleSchema schema = SampleSchema.of(names);
    this.file =
        new ParquetFileWriter(
            new StreamedFile(out),
            schema.type(),
            ParquetFileWriter.Mode.OVERWRITE,
            RowGroup.MOST_ROWS,
            0,
            null,
            ParquetProperties.builder().build());
    file.start();
    this.group = new RowGroup(schema);
  }

  @Override
  public void write(Batch batch) throws IOException {
    for (int series = 0; series < batch.seriesCount(); series++) {
      write(batch, batch.labels(series), batch.samples(series));
    }
  }

  @Override
  public long samplesOf(Batch batch) {
    return batch.valueCount();
  }

  private void write(Batch batch, LabelSet labels, SampleRuns samples) throws IOException {
    while (samples.next()) {
      if (samples.valueBits() != StaleMarker.BITS) {
        group.add(batch, samples);
        if (group.isFull()) {
          group.label(labels);
          group.writeTo(file);
        }
      }
    }
    group.label(labels);
  }

  /** Writes the last row group and the footer. */
  @Override
  public void finish() throws IOException {
    end("true");
  }

  /**
   * Writes the last row group and the footer: without it, nothing of the file could be read. That
   * something is missing is told in its footer, under the key {@value #WHOLE}.
   */
  @Override
  public void breakOff() throws IOException {
    end("false");
  }

  private void end(String whole) throws IOException {
    group.writeTo(file);
    file.end(Map.of(WHOLE, whole));
  }

  @Override
  public long bytesOut() {
    return out.count();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
