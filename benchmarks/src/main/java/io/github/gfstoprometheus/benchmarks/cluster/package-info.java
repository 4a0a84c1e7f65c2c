/**
 * Whole clusters in one run of {@code convert}: numbers of members enter, one table leaves. Blocks
 * that overlap or samples that are missing show as a failure, and memory that grows with the number
 * of members as a peak that rises from row to row.
 */
package io.github.gfstoprometheus.benchmarks.cluster;
