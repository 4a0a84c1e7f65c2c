/**
 * Archives against blocks, sample by sample and both ways.
 *
 * <p>A {@link io.github.gfstoprometheus.verify.BlockComparison} is a timeline: an archive is
 * converted into it as into a block, and each tick is compared with what stands in the blocks. What
 * may differ is told to it ({@link io.github.gfstoprometheus.verify.Exactness}); by default that is
 * nothing. Nothing of the writing side but the names is used, so that a fault there shows.
 */
package io.github.gfstoprometheus.verify;
