package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentReader;
import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.index.ChunkList;
import io.github.gfstoprometheus.tsdb.index.ChunkMeta;
import io.github.gfstoprometheus.tsdb.index.IndexReader;
import io.github.gfstoprometheus.tsdb.index.IndexWriter;
import io.github.gfstoprometheus.tsdb.index.SeriesTable;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A block with some of the series of another one, to take its place. Chunks are taken over as they
 * are, and those that several series refer to are written once again.
 */
public final class BlockExcerpt {
  private final Path data;
  private final String ulid;

  /** An excerpt of this block. */
  public BlockExcerpt(Path data, String ulid) {
    this.data = data;
    this.ulid = ulid;
  }

  /**
   * The name of the excerpt. It follows from that of the block: whoever was interrupted finds what
   * was written before.
   */
  public String ulid() {
    return Ulid.parse(ulid).next().toString();
  }

  /**
   * Writes and publishes the excerpt, unless it is there.
   *
   * @param kept its series, at least one
   */
  public void write(Predicate<LabelSet> kept) throws IOException {
    if (Files.exists(data.resolve(ulid()))) {
      return;
    }
    Path source = data.resolve(ulid);
    IndexReader index = new IndexReader(source.resolve(BlockDirectory.INDEX));
    SegmentReader segments = new SegmentReader(source.resolve(BlockDirectory.CHUNKS));
    Contents contents = contents(index, kept);
    Blocks.delete(data, ulid());
    try (BlockDirectory block = BlockDirectory.create(data, ulid())) {
      block.writeMeta(copy(index, segments, contents, block));
      block.publish();
    }
  }

  /**
   * What there is to copy.
   *
   * @param repeated the chunks that more than one series refers to
   */
  private record Contents(List<Integer> ids, List<LabelSet> labels, Set<Long> repeated) {}

  private static Contents contents(IndexReader index, Predicate<LabelSet> kept) throws IOException {
    Contents contents = new Contents(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
    long highest = -1;
    for (int id : index.allSeries()) {
      IndexReader.Series series = index.series(id);
      if (kept.test(series.labels())) {
        contents.ids.add(id);
        contents.labels.add(series.labels());
        for (ChunkMeta chunk : series.chunks()) {
          // Each chunk is first referred to when it is written, behind all others.
          if (chunk.reference() <= highest) {
            contents.repeated.add(chunk.reference());
          }
          highest = Math.max(highest, chunk.reference());
        }
      }
    }
    return contents;
  }

  private BlockMeta copy(
      IndexReader index, SegmentReader segments, Contents contents, BlockDirectory block)
      throws IOException {
    BlockFigures figures = new BlockFigures();
    Map<Long, Copied> repeated = new HashMap<>();
    try (SegmentWriter target = new SegmentWriter(block.chunks());
        IndexWriter targetIndex =
            new IndexWriter(block.index(), new SeriesTable(contents.labels))) {
      for (int id : contents.ids) {
        List<ChunkMeta> chunks = index.series(id).chunks();
        ChunkList list = new ChunkList();
        long samples = 0;
        for (ChunkMeta chunk : chunks) {
          Copied copied = repeated.get(chunk.reference());
          if (copied == null) {
            copied = copy(segments, chunk.reference(), target);
            if (contents.repeated.contains(chunk.reference())) {
              repeated.put(chunk.reference(), copied);
            }
          }
          list.add(chunk.minMillis(), chunk.maxMillis(), copied.reference);
          samples += copied.samples;
        }
        targetIndex.series(list);
        figures.add(
            new EncodedSeries(
                chunks.get(0).minMillis(),
                chunks.get(chunks.size() - 1).maxMillis(),
                samples,
                list));
      }
      targetIndex.finish();
    }
    return figures.meta(ulid());
  }

  /** A chunk where it stands now. */
  private record Copied(long reference, int samples) {}

  private static Copied copy(SegmentReader segments, long reference, SegmentWriter target)
      throws IOException {
    int samples = segments.chunk(reference).sampleCount();
    return new Copied(target.append(segments.bytes(reference)), samples);
  }
}
