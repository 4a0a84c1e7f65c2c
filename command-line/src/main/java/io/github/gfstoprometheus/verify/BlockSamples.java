package io.github.gfstoprometheus.verify;

import io.github.gfstoprometheus.tsdb.block.SampleCursor;
import java.io.IOException;

/** Steps through the samples that one block has of a series in a range of time. */
final class BlockSamples {
  private final SampleCursor cursor;
  private final TimeRange range;

  BlockSamples(SampleCursor cursor, TimeRange range) {
    this.cursor = cursor;
    this.range = range;
  }

  /** Moves to the next sample and returns whether there is one. */
  boolean next() throws IOException {
    do {
      if (!cursor.next()) {
        return false;
      }
    } while (cursor.timestampMillis() < range.startMillis());
    return cursor.timestampMillis() < range.endMillis();
  }

  long timestampMillis() {
    return cursor.timestampMillis();
  }

  long valueBits() {
    return cursor.valueBits();
  }
}
