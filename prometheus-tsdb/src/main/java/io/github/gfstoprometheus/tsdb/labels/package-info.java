/**
 * Label sets, the identities of series, and their order.
 *
 * <p>Knows nothing of time, values or files.
 */
package io.github.gfstoprometheus.tsdb.labels;
