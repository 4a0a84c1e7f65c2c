package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.index.ChunkList;

/**
 * A series whose chunks are written.
 *
 * @param minMillis the time of its first sample, in milliseconds since the epoch
 * @param maxMillis the time of its last one
 */
record EncodedSeries(long minMillis, long maxMillis, long sampleCount, ChunkList chunks) {}
