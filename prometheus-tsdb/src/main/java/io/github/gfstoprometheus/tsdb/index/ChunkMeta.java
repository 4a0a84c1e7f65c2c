package io.github.gfstoprometheus.tsdb.index;

/**
 * Where a chunk is and what time it covers.
 *
 * @param minMillis the time of its first sample, in milliseconds since the epoch
 * @param maxMillis the time of its last sample
 * @param reference the segment, counted from 0, in the upper 32 bits and the offset in the lower
 */
public record ChunkMeta(long minMillis, long maxMillis, long reference) {}
