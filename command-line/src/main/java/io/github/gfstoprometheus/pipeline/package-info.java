/**
 * Reading and writing side by side: a timeline whose changes are handed over in batches to another
 * thread, which replays them to the timeline behind.
 *
 * <p>Knows nothing of archives or blocks. The result is the same as without it.
 */
package io.github.gfstoprometheus.pipeline;
