package io.github.gfstoprometheus.listing;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The size of blocks under the default policy, worked out from what is written into them.
 *
 * <p>A block costs its fixed part; in the index, its series and a reference for each of their
 * chunks; and those chunks themselves, of which equal ones are written once if no value changes in
 * them. A chunk costs its frame, the bits of time of its ticks, of which uneven ones take many, and
 * its changes.
 *
 * <p>The constants of frame, time and marker are those of the formats. Those of a series, a
 * reference and a change were fitted (least squares of the relative error of index and chunks) to
 * conversions of 17 archives of GemFire 8.2 to 9.3 and Geode 1.0 to 2.0, and of generated ones of
 * up to 100 MB. All of them were then expected to within 16 % of what was written, most to within 6
 * %.
 */
final class ExpectedSize {
  /** The block range of {@code convert}, unless {@code --block-range} says another. */
  static final long RANGE_MILLIS = Duration.ofHours(2).toMillis();

  /** The samples of a chunk, unless {@code --samples-per-chunk} says others. */
  static final int TICKS_PER_CHUNK = 480;

  /** meta.json, the header of a segment, and the index but for its series. */
  static final long BLOCK_BYTES = 800;

  /** The labels of a series, its postings, and its part of the names that series share. */
  private static final double SERIES_BYTES = 98;

  /** Where a chunk begins and ends in time and in its file, as differences. */
  private static final double REFERENCE_BYTES = 6.4;

  /** Length (1 or 2), encoding (1), count (2), time (6), value (8), first interval (2), CRC (4). */
  private static final double FRAME_BYTES = 25;

  /** A time that comes as late as the one before it, and a value that is the one before it. */
  private static final int EVEN_BITS = 2;

  /** The same, where the interval changed by less than 8 s: two bits say so, 14 how much. */
  private static final int UNEVEN_BITS = 2 + 14 + 1;

  /** What a changed value adds. */
  private static final double CHANGE_BYTES = 2.1;

  /** Nearly all bits of a marker differ from any value: 2 + 5 + 6 bits say which, 62 follow. */
  private static final double MARKER_BYTES = (2 + 5 + 6 + 62) / 8.0;

  private final Set<Long> constants = new HashSet<>();
  private double bytes;

  /** The bits of time in the chunk at hand. */
  private long timeBits;

  private int chunkTicks;
  private long lastMillis;
  private long lastIntervalMillis;

  /** About how many bytes there are, but for the fixed part of blocks. */
  long bytes() {
    return Math.round(bytes);
  }

  /** How many bits of time the chunk at hand has so far. */
  long timeBits() {
    return timeBits;
  }

  boolean isChunkFull() {
    return chunkTicks == TICKS_PER_CHUNK;
  }

  boolean isChunkEmpty() {
    return chunkTicks == 0;
  }

  void tick(long timestampMillis) {
    long intervalMillis = timestampMillis - lastMillis;
    boolean inFrame = chunkTicks < 2;
    timeBits += inFrame || intervalMillis == lastIntervalMillis ? EVEN_BITS : UNEVEN_BITS;
    lastMillis = timestampMillis;
    lastIntervalMillis = intervalMillis;
    chunkTicks++;
  }

  /** One of the changes in the chunk at hand is the marker of an end. */
  void marker() {
    bytes += MARKER_BYTES - CHANGE_BYTES;
  }

  /** A series is in the block at hand. */
  void series() {
    bytes += SERIES_BYTES;
  }

  /**
   * A series has a chunk at the end of which we are.
   *
   * @param content the same for chunks that are equal if nothing changes in them
   * @param timeBitsInIt how many bits of time there were from its beginning to its end
   * @param changes how many of its values differ from the one before
   */
  void chunk(long content, long timeBitsInIt, int changes) {
    bytes += REFERENCE_BYTES;
    if (changes > 0 || constants.add(content)) {
      bytes += FRAME_BYTES + timeBitsInIt / 8.0 + changes * CHANGE_BYTES;
    }
  }

  /** The chunks of all series have been told; the next tick begins others. */
  void endChunk() {
    constants.clear();
    timeBits = 0;
    chunkTicks = 0;
  }
}
