package io.github.gfstoprometheus.export.parquet;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** Rows that are not yet written: the samples of a series first, then the labels of all of them. */
final class RowGroup {
  /**
   * Large, as a footer tells of each row group and is held until the end; but small enough that
   * threads of readers can share the work.
   */
  static final int MOST_ROWS = 1 << 22;

  /** Different values, so that the dictionary has an end: eight bytes each, and what finds them. */
  private static final int MOST_VALUES = 1 << 17;

  /** Runs of values, so that what is held has an end however few are the same: eight bytes each. */
  private static final int MOST_RUNS = 1 << 20;

  private final TimeColumn times;
  private final ValueColumn values;
  private final TextColumn metrics;
  private final List<TextColumn> labels;
  private int rows;

  /** How many rows, the last ones, have no labels yet. */
  private int unlabelled;

  RowGroup(SampleSchema schema) {
    this.times = new TimeColumn(schema.column(ColumnNames.TIMESTAMP));
    this.values = new ValueColumn(schema.column(ColumnNames.VALUE));
    this.metrics = new TextColumn(schema.column(ColumnNames.METRIC), LabelSet.METRIC_NAME);
    this.labels =
        schema.labels().stream().map(name -> new TextColumn(schema.column(name), name)).toList();
  }

  /** Adds the samples of the present run. */
  void add(Batch batch, SampleRuns run) {
    int count = run.endTick() - run.fromTick();
    times.put(batch, run.fromTick(), run.endTick());
    values.put(run.valueBits(), count);
    rows += count;
    unlabelled += count;
  }

  /** Says whose the samples are that were added since the last time. */
  void label(LabelSet series) {
    if (unlabelled > 0) {
      metrics.put(series, unlabelled);
      for (TextColumn label : labels) {
        label.put(series, unlabelled);
      }
      unlabelled = 0;
    }
  }

  boolean isFull() {
    return rows >= MOST_ROWS || values.distinct() >= MOST_VALUES || values.runs() >= MOST_RUNS;
  }

  /** Writes the rows, if there are any, and forgets them. */
  void writeTo(ParquetFileWriter file) throws IOException {
    if (rows == 0) {
      return;
    }
    file.startBlock(rows);
    times.writeTo(file, rows);
    values.writeTo(file, rows);
    metrics.writeTo(file, rows);
    for (TextColumn label : labels) {
      label.writeTo(file, rows);
    }
    file.endBlock();
    rows = 0;
  }
}
