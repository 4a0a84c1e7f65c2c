package io.github.gfstoprometheus.export.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * A column whose values are told by their places in a dictionary.
 *
 * <pre>
 * page   = [length of levels, 4 bytes, little endian]  [levels]  [width]  [places]
 * levels = hybrid of width 1: 1 where there is a value, in optional columns only
 * width  = how many bits a place has, in a byte
 * places = hybrid of that width: those of the values that there are
 * </pre>
 *
 * A column without any value has levels only.
 */
final class DictionaryColumn {
  /** The place of what is no value. */
  static final int ABSENT = -1;

  private static final int LEVEL_WIDTH = 1;

  private final ColumnDescriptor column;
  private final RunList places = new RunList();

  DictionaryColumn(ColumnDescriptor column) {
    this.column = column;
  }

  /** Adds the value at this place, or {@link #ABSENT}, so many times. */
  void put(int place, int times) {
    places.add(place, times);
  }

  int runs() {
    return places.size();
  }

  /**
   * Writes the column, and forgets its rows.
   *
   * @param dictionary the values, encoded one after the other
   * @param count how many there are
   */
  void writeTo(
      ParquetFileWriter file, int rows, BytesInput dictionary, int count, Statistics<?> statistics)
      throws IOException {
    ColumnChunk chunk = ColumnChunk.start(file, column, rows);
    if (count > 0) {
      chunk.dictionary(dictionary, count);
      BytesInput page = BytesInput.concat(levels(), places(HybridRuns.width(count - 1)));
      chunk.data(page, statistics, Encoding.RLE_DICTIONARY);
    } else {
      chunk.data(levels(), statistics, Encoding.PLAIN);
    }
    chunk.end();
    places.clear();
  }

  private BytesInput levels() throws IOException {
    if (column.getMaxDefinitionLevel() == 0) {
      return BytesInput.empty();
    }
    HybridRuns levels = new HybridRuns(LEVEL_WIDTH);
    for (int run = 0; run < places.size(); run++) {
      levels.put(places.number(run) == ABSENT ? 0 : 1, places.length(run));
    }
    BytesInput bytes = levels.end();
    return BytesInput.concat(BytesInput.fromInt(Math.toIntExact(bytes.size())), bytes);
  }

  private BytesInput places(int width) throws IOException {
    HybridRuns present = new HybridRuns(width);
    for (int run = 0; run < places.size(); run++) {
      if (places.number(run) != ABSENT) {
        present.put(places.number(run), places.length(run));
      }
    }
    return BytesInput.concat(BytesInput.fromUnsignedVarInt(width), present.end());
  }
}
