package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import io.github.gfstoprometheus.tsdb.chunks.SegmentReader;
import io.github.gfstoprometheus.tsdb.index.IndexReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a published block in place. Every checksum on the way is verified; what does not hold is a
 * {@link CorruptBlockException}.
 */
public final class BlockReader {
  private final BlockMeta meta;
  private final IndexReader index;
  private final SegmentReader segments;

  private BlockReader(BlockMeta meta, IndexReader index, SegmentReader segments) {
    this.meta = meta;
    this.index = index;
    this.segments = segments;
  }

  /** Opens the block in this directory. */
  public static BlockReader open(Path block) throws IOException {
    return new BlockReader(
        MetaFile.read(block.resolve(MetaFile.NAME)),
        new IndexReader(block.resolve(BlockDirectory.INDEX)),
        new SegmentReader(block.resolve(BlockDirectory.CHUNKS)));
  }

  /** Opens all blocks of a data directory at once, in the order of their time. */
  public static List<BlockReader> openAll(Path data) throws IOException {
    List<BlockReader> blocks = new ArrayList<>();
    for (BlockMeta meta : Blocks.metas(data)) {
      blocks.add(open(data.resolve(meta.ulid())));
    }
    return blocks;
  }

  /** What the block says of itself. */
  public BlockMeta meta() {
    return meta;
  }

  /** All series, in the order of their labels. */
  public List<BlockSeries> series() throws IOException {
    return series(index.allSeries());
  }

  /** The series with this label, in the order of their labels. */
  public List<BlockSeries> series(String name, String value) throws IOException {
    return series(index.postings(name, value));
  }

  private List<BlockSeries> series(int[] ids) throws IOException {
    List<BlockSeries> series = new ArrayList<>(ids.length);
    for (int id : ids) {
      IndexReader.Series entry = index.series(id);
      series.add(new BlockSeries(entry.labels(), entry.chunks(), segments));
    }
    return series;
  }
}
