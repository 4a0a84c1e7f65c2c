package io.github.gfstoprometheus.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Every sample at its time. */
final class ExactMatch implements SampleMatch {
  private final SeriesVerdict verdict;

  /** Cursors at samples that are still to be compared; several where blocks overlap. */
  private final List<BlockSamples> cursors = new ArrayList<>(1);

  ExactMatch(SeriesVerdict verdict) {
    this.verdict = verdict;
  }

  @Override
  public void add(BlockSamples cursor) throws IOException {
    if (cursor.next()) {
      cursors.add(cursor);
    }
  }

  @Override
  public boolean isDone() {
    return cursors.isEmpty();
  }

  @Override
  public void expect(long timestampMillis, long expectedBits) throws IOException {
    refuseBefore(timestampMillis);
    boolean found = false;
    for (Iterator<BlockSamples> all = cursors.iterator(); all.hasNext(); ) {
      BlockSamples cursor = all.next();
      if (cursor.timestampMillis() != timestampMillis) {
        continue;
      }
      found = true;
      verdict.compared(timestampMillis, expectedBits, cursor.valueBits());
      if (!cursor.next()) {
        all.remove();
      }
    }
    if (!found) {
      verdict.missing(timestampMillis, expectedBits);
    }
  }

  @Override
  public void expectNothing() throws IOException {
    refuseBefore(Long.MAX_VALUE);
  }

  /** What stands in the blocks before this time is not in the archive. */
  private void refuseBefore(long timestampMillis) throws IOException {
    for (Iterator<BlockSamples> all = cursors.iterator(); all.hasNext(); ) {
      BlockSamples cursor = all.next();
      boolean more = true;
      while (more && cursor.timestampMillis() < timestampMillis) {
        verdict.unknown(cursor.timestampMillis(), cursor.valueBits());
        more = cursor.next();
      }
      if (!more) {
        all.remove();
      }
    }
  }
}
