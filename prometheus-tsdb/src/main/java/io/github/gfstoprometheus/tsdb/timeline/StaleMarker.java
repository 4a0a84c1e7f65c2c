package io.github.gfstoprometheus.tsdb.timeline;

/**
 * The value by which Prometheus says that a series has ended: a NaN with bits of its own.
 *
 * @see <a
 *     href="https://github.com/prometheus/prometheus/blob/main/model/value/value.go">model/value</a>
 */
public final class StaleMarker {
  /** The marker's raw IEEE 754 bits. */
  public static final long BITS = 0x7ff0_0000_0000_0002L;

  private StaleMarker() {}
}
