package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.index.IndexWriter;
import io.github.gfstoprometheus.tsdb.index.SeriesTable;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the index and the chunks of a block, or of a part of one. */
final class PartWriter {
  private final BlockPolicy policy;
  private final MergeFigures figures;

  /** The chunks of one series after the other. */
  interface SeriesChunks {
    List<SourceChunk> next() throws IOException;
  }

  PartWriter(BlockPolicy policy, MergeFigures figures) {
    this.policy = policy;
    this.figures = figures;
  }

  /**
   * Writes a part.
   *
   * @param directory holds an empty directory for chunks, and nothing else
   * @param labels of all series, in their order
   */
  BlockFigures write(Path directory, List<LabelSet> labels, SeriesChunks series)
      throws IOException {
    BlockFigures written = new BlockFigures();
    try (SegmentWriter segments = new SegmentWriter(directory.resolve(BlockDirectory.CHUNKS));
        IndexWriter index =
            new IndexWriter(directory.resolve(BlockDirectory.INDEX), new SeriesTable(labels))) {
      SeriesMerge merge = new SeriesMerge(policy, ChunkOutput.of(policy, segments), figures);
      for (int i = 0; i < labels.size(); i++) {
        EncodedSeries encoded = merge.merge(series.next());
        index.series(encoded.chunks());
        written.add(encoded);
      }
      index.finish();
    }
    return written;
  }
}
