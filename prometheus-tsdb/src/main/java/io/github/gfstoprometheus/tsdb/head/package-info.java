/**
 * Samples that come one by one, in any order within a window: kept compressed in memory until their
 * block range has passed, then written as blocks.
 */
package io.github.gfstoprometheus.tsdb.head;
