package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;

/**
 * A clock with changes: the input of everything that writes samples.
 *
 * <p>Each open series has a sample at each tick: the value last set, or 0 if none was set yet. Only
 * changes need to be said, so the cost of a timeline is that of its changes and not of its samples.
 *
 * <pre>{@code
 * int up = timeline.open(LabelSet.of(Map.of("__name__", "up")));
 * timeline.set(up, Double.doubleToRawLongBits(1));
 * timeline.tick(1_000);
 * timeline.tick(2_000); // a sample of 1 again
 * timeline.close(up);
 * timeline.tick(3_000); // the stale marker
 * timeline.end();
 * }</pre>
 */
public interface Timeline {
  /**
   * Opens a series from the next tick on, with value 0.
   *
   * <p>A series that was closed may be opened again: it is the same series with a gap. Closed and
   * opened again between two ticks, it has no gap.
   *
   * @return the number by which this timeline knows the series until it is closed
   * @throws IllegalStateException if a series with these labels is open
   * @throws IllegalArgumentException if there is no label: Prometheus has no series without
   */
  int open(LabelSet labels);

  /**
   * Sets the value of an open series, as raw IEEE 754 bits, for the next tick and those after.
   *
   * <p>All bits are kept but those of two NaNs: {@link StaleMarker#BITS}, which would end the
   * series, and {@code 0x7ff0000000000001} become the ordinary {@link Double#NaN}.
   *
   * @throws IllegalStateException if the series is not open
   */
  void set(int series, long valueBits);

  /**
   * Closes a series: at the next tick it has a stale marker, and from then on no samples. A series
   * that never had a sample ends without a trace.
   *
   * @throws IllegalStateException if the series is not open
   */
  void close(int series);

  /**
   * Gives every open series its sample.
   *
   * @param timestampMillis milliseconds since the epoch, later than the tick before
   * @throws IllegalArgumentException if it is not later
   */
  void tick(long timestampMillis) throws IOException;

  /** Says that no tick will follow. Series still open end without a stale marker. */
  void end() throws IOException;
}
