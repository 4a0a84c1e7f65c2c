package io.github.gfstoprometheus.tsdb.head;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;

/**
 * Takes single samples of any series: the input of what does not come as a {@link
 * io.github.gfstoprometheus.tsdb.timeline.Timeline}, a clock with changes.
 *
 * <pre>{@code
 * int up = sink.series(LabelSet.of(Map.of("__name__", "up")));
 * sink.add(up, 1_000, Double.doubleToRawLongBits(1));
 * }</pre>
 */
public interface SampleSink {
  /** What became of a sample. */
  enum Outcome {
    /** It was taken. */
    TAKEN,
    /** The series has this very sample already. */
    REPEATED,
    /** The series has another value at this time, which is kept. */
    CONFLICTING,
    /** It is older than what is still taken, and lost. */
    TOO_LATE
  }

  /**
   * The number of a series, valid until the next series is asked for.
   *
   * @throws IllegalArgumentException if there is no label: Prometheus has no series without
   */
  int series(LabelSet labels);

  /**
   * Adds a sample.
   *
   * @param series what {@link #series} returned last
   * @param timestampMillis milliseconds since the epoch
   * @param valueBits raw IEEE 754 bits, all of them kept; {@link
   *     io.github.gfstoprometheus.tsdb.timeline.StaleMarker#BITS} ends the series
   */
  Outcome add(int series, long timestampMillis, long valueBits) throws IOException;
}
