/**
 * What options of {@code convert} cost: option sets enter, one table of bytes, seconds and latency
 * leaves.
 *
 * <pre>
 * Layouts ─► Layout (one option set) ─► conversion.Converter
 *               ├ BlockSizes: what lies on the disk
 *               └ Latencies ─► Question ─► a real Prometheus over the blocks
 * </pre>
 */
package io.github.gfstoprometheus.benchmarks.layout;
