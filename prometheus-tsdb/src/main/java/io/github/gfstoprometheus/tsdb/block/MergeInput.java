package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import io.github.gfstoprometheus.tsdb.chunks.SegmentReader;
import io.github.gfstoprometheus.tsdb.index.ChunkMeta;
import io.github.gfstoprometheus.tsdb.index.IndexReader;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Steps through the series of one block, or part of one, that is merged with others. */
final class MergeInput {
  private final Path indexFile;
  private final IndexReader index;
  private final SegmentReader segments;
  private final int number;
  private final int[] ids;
  private int next;
  private IndexReader.Series series = new IndexReader.Series(LabelSet.NONE, List.of());

  /**
   * Opens the block in this directory.
   *
   * @param number its place among the inputs
   */
  MergeInput(Path directory, int number) throws IOException {
    this.indexFile = directory.resolve(BlockDirectory.INDEX);
    this.index = new IndexReader(indexFile);
    this.segments = new SegmentReader(directory.resolve(BlockDirectory.CHUNKS));
    this.number = number;
    this.ids = index.allSeries();
  }

  /** Goes back to before the first series. */
  void restart() {
    next = 0;
    series = new IndexReader.Series(LabelSet.NONE, List.of());
  }

  /** Moves to the next series and returns whether there is one. */
  boolean next() throws IOException {
    if (next == ids.length) {
      return false;
    }
    IndexReader.Series following = index.series(ids[next++]);
    if (following.labels().compareTo(series.labels()) <= 0) {
      throw new CorruptBlockException(
          indexFile,
          0,
          "series in the order of labels",
          following.labels() + " after " + series.labels());
    }
    series = following;
    return true;
  }

  /** The labels of the series at hand. */
  LabelSet labels() {
    return series.labels();
  }

  /** Its place among the inputs. */
  int number() {
    return number;
  }

  /** Adds the chunks of the series at hand. */
  void addChunks(List<SourceChunk> target) {
    for (ChunkMeta chunk : series.chunks()) {
      target.add(new SourceChunk.InBlock(chunk, segments, number));
    }
  }
}
