package io.github.gfstoprometheus.verify;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;

/** One series: what the archive says next. */
final class SeriesCheck {
  private final LabelSet labels;
  private final SampleMatch match;
  private long valueBits;
  private boolean sampled;

  SeriesCheck(LabelSet labels, SampleMatch match) {
    this.labels = labels;
    this.match = match;
  }

  LabelSet labels() {
    return labels;
  }

  boolean isDone() {
    return match.isDone();
  }

  /** Whether the series has had a sample since it was opened. */
  boolean isSampled() {
    return sampled;
  }

  void add(BlockSamples cursor) throws IOException {
    match.add(cursor);
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
    match.expect(
        timestampMillis, markerAsValue ? Double.doubleToRawLongBits(Double.NaN) : valueBits);
  }

  /** The archive has a sample at a time that is not compared. */
  void pass() {
    sampled = true;
  }

  /** The archive has the end of the series. */
  void expectMarker(long timestampMillis) throws IOException {
    match.expect(timestampMillis, StaleMarker.BITS);
  }

  /** The archive has no further sample. */
  void expectNothing() throws IOException {
    match.expectNothing();
  }
}
