package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.index.ChunkList;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges the chunks of one series after the other. Series that share all their chunks, as most do
 * that keep still, share those that are made of them: they are merged once, and cost as much as
 * looking that up.
 */
final class SeriesMerge {
  /** So many chunks are remembered, some megabytes; then all are forgotten and it begins anew. */
  private static final int MAX_CHUNKS = 1 << 16;

  private final ChunkMerge chunks;
  private final boolean shared;
  private final MergeFigures figures;
  private final Map<List<SourceChunk>, Merged> merged = new HashMap<>();
  private final ChunkList unshared = new ChunkList();
  private int heldChunks;

  /** What became of chunks, and how many samples were left out on the way. */
  private record Merged(EncodedSeries series, long repeated, long conflicting) {}

  SeriesMerge(BlockPolicy policy, ChunkOutput output, MergeFigures figures) {
    this.chunks = new ChunkMerge(policy, output, figures);
    this.shared = policy.placement() == ChunkPlacement.SHARED;
    this.figures = figures;
  }

  /**
   * Writes the chunks of a series, or finds them written. Valid until the next call.
   *
   * @param sources at least one; of samples at one time, that of the earlier chunk here stays
   */
  EncodedSeries merge(List<SourceChunk> sources) throws IOException {
    if (!shared || !(sources.get(0) instanceof SourceChunk.InBlock)) {
      return chunks.merge(sources, unshared);
    }
    Merged known = merged.get(sources);
    if (known != null) {
      figures.add(known.repeated(), known.conflicting());
      return known.series();
    }
    long repeated = figures.repeated();
    long conflicting = figures.conflicting();
    EncodedSeries series = chunks.merge(sources, new ChunkList());
    if (heldChunks > MAX_CHUNKS) {
      merged.clear();
      heldChunks = 0;
    }
    heldChunks += sources.size();
    merged.put(
        sources,
        new Merged(series, figures.repeated() - repeated, figures.conflicting() - conflicting));
    return series;
  }
}
