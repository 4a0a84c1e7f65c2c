package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.ChunkCursor;
import io.github.gfstoprometheus.tsdb.chunks.SegmentReader;
import io.github.gfstoprometheus.tsdb.index.ChunkMeta;
import java.io.IOException;

/** A chunk that is to be merged with others of its series. */
interface SourceChunk {
  /** The time of its first sample, in milliseconds since the epoch. */
  long minMillis();

  /** The time of its last sample, in milliseconds since the epoch. */
  long maxMillis();

  /** Which input it comes from. */
  int input();

  /** A cursor before its first sample. */
  ChunkCursor open() throws IOException;

  /** A chunk of a block. */
  record InBlock(ChunkMeta meta, SegmentReader segments, int input) implements SourceChunk {
    @Override
    public long minMillis() {
      return meta.minMillis();
    }

    @Override
    public long maxMillis() {
      return meta.maxMillis();
    }

    @Override
    public ChunkCursor open() throws IOException {
      return segments.chunk(meta.reference());
    }
  }

  /** A chunk in memory; all of them are one input. */
  record InMemory(EncodedChunk chunk) implements SourceChunk {
    @Override
    public long minMillis() {
      return chunk.minMillis();
    }

    @Override
    public long maxMillis() {
      return chunk.maxMillis();
    }

    @Override
    public int input() {
      return 0;
    }

    @Override
    public ChunkCursor open() {
      return ChunkCursor.ofMemory(chunk.data());
    }
  }
}
