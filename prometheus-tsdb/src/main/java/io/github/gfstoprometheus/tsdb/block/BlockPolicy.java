package io.github.gfstoprometheus.tsdb.block;

import java.time.Duration;

/**
 * How a {@link BlockBuilder} cuts time into blocks and blocks into chunks, and how exact it is.
 *
 * @param rangeMillis the range of a block; ranges begin at its multiples since the epoch
 * @param samplesPerChunk the most samples of a chunk, 2 to 65,535; all series of a timeline are cut
 *     at the same ticks
 * @param placement where chunks stand
 * @param memoryBytes about how much a builder may hold before it cuts blocks short of their range;
 *     what series that are open take by themselves can exceed it
 * @param toleranceMillis by how much a tick may be moved so that intervals stay equal; 0 for not at
 *     all
 * @param thinMillis if not 0: of samples that do not change, only the first, the last and one in
 *     each such period are written
 */
public record BlockPolicy(
    long rangeMillis,
    int samplesPerChunk,
    ChunkPlacement placement,
    long memoryBytes,
    long toleranceMillis,
    long thinMillis) {
  private static final int MAX_SAMPLES_PER_CHUNK = 65_535;

  /** As Prometheus itself: blocks of two hours, chunks of 120 samples; in 128 MiB of memory. */
  public static final BlockPolicy PROMETHEUS =
      new BlockPolicy(Duration.ofHours(2).toMillis(), 120, ChunkPlacement.IN_ORDER, 128L << 20);

  /** Checks the limits. */
  public BlockPolicy {
    if (rangeMillis <= 0) {
      throw new IllegalArgumentException("a block range of " + rangeMillis + " ms is not positive");
    }
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("a memory of " + memoryBytes + " bytes is not positive");
    }
    if (samplesPerChunk < 2 || samplesPerChunk > MAX_SAMPLES_PER_CHUNK) {
      throw new IllegalArgumentException(
          samplesPerChunk + " samples per chunk: 2 to " + MAX_SAMPLES_PER_CHUNK + " are possible");
    }
    if (toleranceMillis < 0 || thinMillis < 0) {
      throw new IllegalArgumentException(
          "a tolerance of %d ms, thinning to %d ms: neither can be negative"
              .formatted(toleranceMillis, thinMillis));
    }
  }

  /** A policy that writes every sample at its exact time. */
  public BlockPolicy(
      long rangeMillis, int samplesPerChunk, ChunkPlacement placement, long memoryBytes) {
    this(rangeMillis, samplesPerChunk, placement, memoryBytes, 0, 0);
  }

  /** This policy with another range. */
  public BlockPolicy withRange(Duration range) {
    return new BlockPolicy(
        range.toMillis(), samplesPerChunk, placement, memoryBytes, toleranceMillis, thinMillis);
  }

  /** This policy with another chunk limit. */
  public BlockPolicy withSamplesPerChunk(int samples) {
    return new BlockPolicy(
        rangeMillis, samples, placement, memoryBytes, toleranceMillis, thinMillis);
  }

  /** This policy with chunks placed in another way. */
  public BlockPolicy withPlacement(ChunkPlacement placementOfChunks) {
    return new BlockPolicy(
        rangeMillis, samplesPerChunk, placementOfChunks, memoryBytes, toleranceMillis, thinMillis);
  }

  /** This policy with another bound on memory. */
  public BlockPolicy withMemoryBytes(long bytes) {
    return new BlockPolicy(
        rangeMillis, samplesPerChunk, placement, bytes, toleranceMillis, thinMillis);
  }

  /** This policy with ticks moved by so much at most. */
  public BlockPolicy withTolerance(Duration tolerance) {
    return new BlockPolicy(
        rangeMillis, samplesPerChunk, placement, memoryBytes, tolerance.toMillis(), thinMillis);
  }

  /** This policy with one sample in each such period where nothing changes. */
  public BlockPolicy withThinning(Duration period) {
    return new BlockPolicy(
        rangeMillis, samplesPerChunk, placement, memoryBytes, toleranceMillis, period.toMillis());
  }
}
