package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.ChunkCursor;
import io.github.gfstoprometheus.tsdb.chunks.SegmentReader;
import io.github.gfstoprometheus.tsdb.index.ChunkMeta;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Steps through the samples of a series in a block, in the order of time.
 *
 * <pre>{@code
 * SampleCursor samples = series.samples();
 * while (samples.next()) {
 *   use(samples.timestampMillis(), samples.value());
 * }
 * }</pre>
 */
public final class SampleCursor {
  private final SegmentReader segments;

  /** Where the chunks are; no more of them is kept, as many cursors wait at a time. */
  private final long[] references;

  private int nextChunk;
  private Optional<ChunkCursor> chunk = Optional.empty();
  private long timestampMillis;
  private long valueBits;

  SampleCursor(SegmentReader segments, List<ChunkMeta> chunks) {
    this.segments = segments;
    this.references = chunks.stream().mapToLong(ChunkMeta::reference).toArray();
  }

  /** Moves to the next sample and returns whether there is one. */
  public boolean next() throws IOException {
    while (chunk.isEmpty() || !chunk.get().next()) {
      if (nextChunk == references.length) {
        return false;
      }
      chunk = Optional.of(segments.chunk(references[nextChunk++]));
    }
    timestampMillis = chunk.get().timestampMillis();
    valueBits = chunk.get().valueBits();
    return true;
  }

  /** The time of the sample, in milliseconds since the epoch. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** The value of the sample, as raw IEEE 754 bits. */
  public long valueBits() {
    return valueBits;
  }

  /** The value of the sample. */
  public double value() {
    return Double.longBitsToDouble(valueBits);
  }
}
