package io.github.gfstoprometheus.convert;

/**
 * How far members go before they wait for each other: never beyond the end of a block range, and
 * only so far that what they record together in a stretch is a small part of the memory. It depends
 * on what they record and on nothing else, so that every run makes the same blocks.
 */
public final class Stretch {
  private static final long FIRST_MILLIS = 60_000;

  private final long rangeMillis;
  private final long enoughBytes;
  private long lengthMillis;

  /**
   * The first stretch.
   *
   * @param enoughBytes what may be recorded in one
   */
  public Stretch(long rangeMillis, long enoughBytes) {
    this.rangeMillis = rangeMillis;
    this.enoughBytes = enoughBytes;
    this.lengthMillis = Math.min(FIRST_MILLIS, rangeMillis);
  }

  /** The end of a stretch, exclusive. */
  public long endMillis(long startMillis) {
    long rangeEnd = (Math.floorDiv(startMillis, rangeMillis) + 1) * rangeMillis;
    return Math.min(startMillis + lengthMillis, rangeEnd);
  }

  /** Says how much was recorded in the last one. */
  public void recorded(long bytes) {
    if (bytes > enoughBytes) {
      lengthMillis = Math.max(1, lengthMillis / 2);
    } else if (bytes < enoughBytes / 4) {
      lengthMillis = Math.min(rangeMillis, lengthMillis * 2);
    }
  }
}
