package io.github.gfstoprometheus.testkit.prometheus;

/**
 * A block as {@code promtool tsdb list} shows it.
 *
 * @param ulid its name
 * @param minTimeMillis the start of its range
 * @param maxTimeMillis the end of its range, exclusive
 * @param samples how many samples its meta.json tells of
 * @param chunks how many chunks
 * @param series how many series
 */
public record ListedBlock(
    String ulid, long minTimeMillis, long maxTimeMillis, long samples, long chunks, long series) {}
