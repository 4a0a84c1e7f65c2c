package io.github.gfstoprometheus.verify;

/**
 * The time in which samples are compared.
 *
 * @param startMillis the first time of it, in milliseconds since the epoch
 * @param endMillis the first time after it
 */
public record TimeRange(long startMillis, long endMillis) {
  /** All time. */
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);
}
