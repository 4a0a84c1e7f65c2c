/**
 * Samples that come one by one, in any order within a window: kept compressed in memory until their
 * block range has passed, then written as blocks.
 *
 * <pre>
 * Head              which ranges are open, what memory allows
 * └ OpenRange       a block range: its series in memory, and the draft of its block
 *   └ SeriesSamples a series in it: chunks, and what came late
 * </pre>
 *
 * <p>Enters: samples. Leaves: chunks, series by series, for a {@link
 * io.github.gfstoprometheus.tsdb.block.BlockDraft}. Knows nothing of files.
 */
package io.github.gfstoprometheus.tsdb.head;
