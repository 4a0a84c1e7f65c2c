/**
 * Large archives through a small heap: sizes enter, one table leaves. Memory that grows with the
 * archive shows as a failure or as a peak that rises from row to row.
 */
package io.github.gfstoprometheus.benchmarks.memory;
