package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentReader;
import io.github.gfstoprometheus.tsdb.index.ChunkMeta;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.List;

/** A series of a block. */
public final class BlockSeries {
  private final LabelSet labels;
  private final List<ChunkMeta> chunks;
  private final SegmentReader segments;

  BlockSeries(LabelSet labels, List<ChunkMeta> chunks, SegmentReader segments) {
    this.labels = labels;
    this.chunks = chunks;
    this.segments = segments;
  }

  /** What the series is called. */
  public LabelSet labels() {
    return labels;
  }

  /** How many chunks hold its samples. */
  public int chunkCount() {
    return chunks.size();
  }

  /** The time of its first sample, in milliseconds since the epoch. */
  public long minMillis() {
    return chunks.get(0).minMillis();
  }

  /** The time of its last sample, in milliseconds since the epoch. */
  public long maxMillis() {
    return chunks.get(chunks.size() - 1).maxMillis();
  }

  /** A cursor before the first sample. */
  public SampleCursor samples() {
    return new SampleCursor(segments, chunks);
  }
}
