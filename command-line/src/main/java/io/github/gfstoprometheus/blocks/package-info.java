/**
 * From archives to blocks in a data directory, each archive once.
 *
 * <pre>
 * ArchiveChain ──► BlockConversion ──► ULID/ …              blocks
 *                        │
 *                        └───────────► gfs-to-prometheus.json   what was converted, and into what
 * </pre>
 */
package io.github.gfstoprometheus.blocks;
