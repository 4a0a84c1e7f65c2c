package io.github.gfstoprometheus.verify;

import io.github.gfstoprometheus.tsdb.block.SampleCursor;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One series: what the archive says next, and what stands next in the blocks that hold it. */
final class SeriesCheck {
  private static final String NOTHING = "nothing";

  private final LabelSet labels;
  private final VerificationFigures figures;

  /** Cursors at samples that are still to be compared; several where blocks overlap. */
  private final List<SampleCursor> cursors = new ArrayList<>(1);

  private long valueBits;
  private boolean sampled;

  SeriesCheck(LabelSet labels, VerificationFigures figures) {
    this.labels = labels;
    this.figures = figures;
  }

  LabelSet labels() {
    return labels;
  }

  boolean isDone() {
    return cursors.isEmpty();
  }

  /** Whether the series has had a sample since it was opened. */
  boolean isSampled() {
    return sampled;
  }

  void add(SampleCursor cursor) throws IOException {
    if (cursor.next()) {
      cursors.add(cursor);
    }
  }

  void open() {
    valueBits = 0;
    sampled = false;
  }

  void set(long newValueBits) {
    valueBits = newValueBits;
  }

  /** The archive has a sample of the value last set. */
  void expectValue(long timestampMillis) throws IOException {
    sampled = true;
    boolean markerAsValue = valueBits == StaleMarker.BITS;
    expect(timestampMillis, markerAsValue ? Double.doubleToRawLongBits(Double.NaN) : valueBits);
  }

  /** The archive has the end of the series. */
  void expectMarker(long timestampMillis) throws IOException {
    expect(timestampMillis, StaleMarker.BITS);
  }

  /** The archive has no further sample. */
  void expectNothing() throws IOException {
    refuseBefore(Long.MAX_VALUE);
  }

  private void expect(long timestampMillis, long expectedBits) throws IOException {
    refuseBefore(timestampMillis);
    boolean found = false;
    for (Iterator<SampleCursor> all = cursors.iterator(); all.hasNext(); ) {
      SampleCursor cursor = all.next();
      if (cursor.timestampMillis() != timestampMillis) {
        continue;
      }
      found = true;
      compare(timestampMillis, expectedBits, cursor.valueBits());
      if (!cursor.next()) {
        all.remove();
      }
    }
    if (!found) {
      figures.different(new Difference(labels, timestampMillis, text(expectedBits), NOTHING));
    }
  }

  /** What stands in the blocks before this time is not in the archive. */
  private void refuseBefore(long timestampMillis) throws IOException {
    for (Iterator<SampleCursor> all = cursors.iterator(); all.hasNext(); ) {
      SampleCursor cursor = all.next();
      boolean more = true;
      while (more && cursor.timestampMillis() < timestampMillis) {
        figures.different(
            new Difference(labels, cursor.timestampMillis(), NOTHING, text(cursor.valueBits())));
        more = cursor.next();
      }
      if (!more) {
        all.remove();
      }
    }
  }

  private void compare(long timestampMillis, long expectedBits, long foundBits) {
    if (expectedBits == foundBits || (isNumberless(expectedBits) && isNumberless(foundBits))) {
      figures.same();
    } else {
      figures.different(
          new Difference(labels, timestampMillis, text(expectedBits), text(foundBits)));
    }
  }

  /** A NaN is as good as another, but for the one that is a marker. */
  private static boolean isNumberless(long bits) {
    return bits != StaleMarker.BITS && Double.isNaN(Double.longBitsToDouble(bits));
  }

  private static String text(long bits) {
    return bits == StaleMarker.BITS ? "stale" : String.valueOf(Double.longBitsToDouble(bits));
  }
}
