package io.github.gfstoprometheus.verify;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;

/** Says of one series what is the same and what is not. */
final class SeriesVerdict {
  private static final String NOTHING = "nothing";

  private final LabelSet labels;
  private final VerificationFigures figures;

  SeriesVerdict(LabelSet labels, VerificationFigures figures) {
    this.labels = labels;
    this.figures = figures;
  }

  /** Whether a value in the blocks is the archive's: a NaN is as good as another, but a marker. */
  static boolean isSame(long archiveBits, long blockBits) {
    return archiveBits == blockBits || (isNumberless(archiveBits) && isNumberless(blockBits));
  }

  private static boolean isNumberless(long bits) {
    return bits != StaleMarker.BITS && Double.isNaN(Double.longBitsToDouble(bits));
  }

  /** Both have a sample at a time. */
  void compared(long timestampMillis, long archiveBits, long blockBits) {
    if (isSame(archiveBits, blockBits)) {
      figures.same(1);
    } else {
      different(timestampMillis, text(archiveBits), text(blockBits));
    }
  }

  /** So many samples are the same, and so many rightly left out. */
  void accepted(int same, int leftOut) {
    figures.same(same);
    figures.leftOut(leftOut);
  }

  /** The blocks lack a sample. */
  void missing(long timestampMillis, long archiveBits) {
    different(timestampMillis, text(archiveBits), NOTHING);
  }

  /** The blocks have a sample that the archive lacks. */
  void unknown(long timestampMillis, long blockBits) {
    different(timestampMillis, NOTHING, text(blockBits));
  }

  private void different(long timestampMillis, String archive, String blocks) {
    figures.different(new Difference(labels, timestampMillis, archive, blocks));
  }

  private static String text(long bits) {
    return bits == StaleMarker.BITS ? "stale" : String.valueOf(Double.longBitsToDouble(bits));
  }
}
