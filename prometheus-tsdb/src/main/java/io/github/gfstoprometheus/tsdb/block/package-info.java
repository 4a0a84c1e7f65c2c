/**
 * Whole blocks: {@link io.github.gfstoprometheus.tsdb.block.BlockBuilder} writes them, {@link
 * io.github.gfstoprometheus.tsdb.block.BlockReader} reads them.
 *
 * <pre>
 * ULID/
 *   meta.json       range, figures, ancestry
 *   index           labels to series, series to chunks
 *   chunks/000001   samples
 *   tombstones      deletions (none)
 * </pre>
 *
 * <p>{@link io.github.gfstoprometheus.tsdb.block.BlockMerge} makes one of several, and {@link
 * io.github.gfstoprometheus.tsdb.block.BlockDraft} takes one part by part: chunks, what timelines
 * recorded, or other blocks that it may take the place of. {@link
 * io.github.gfstoprometheus.tsdb.block.HeadMarks} make that safe beside a Prometheus that scrapes.
 *
 * <p>A block appears under its name whole and on the disk, or not at all.
 */
package io.github.gfstoprometheus.tsdb.block;
