package io.github.gfstoprometheus.oracle;

/**
 * What is left of a series when its samples are counted and added up.
 *
 * @param count how many samples there are
 * @param sum of their values
 */
record SampleSum(long count, double sum) {
  private static final double TOLERANCE = 1e-11;

  /** Whether this is the same sum, but for the order in which values were added. */
  boolean isSum(double other) {
    return Double.compare(sum, other) == 0 || Math.abs(sum - other) <= TOLERANCE * Math.abs(other);
  }
}
