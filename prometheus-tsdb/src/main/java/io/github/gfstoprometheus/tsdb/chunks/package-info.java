/**
 * Samples of a series as XOR chunks, and chunks as records of segment files.
 *
 * <p>Enters: the runs of a range, or single samples. Leaves: chunk references. Knows nothing of
 * labels or of the index.
 */
package io.github.gfstoprometheus.tsdb.chunks;
