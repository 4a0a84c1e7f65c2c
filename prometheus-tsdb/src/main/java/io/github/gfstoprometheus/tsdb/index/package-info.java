/**
 * The index of a block: from labels to series, and from series to chunk references.
 *
 * <p>Enters: label sets in order, each with its chunks. Knows chunks by reference alone.
 */
package io.github.gfstoprometheus.tsdb.index;
