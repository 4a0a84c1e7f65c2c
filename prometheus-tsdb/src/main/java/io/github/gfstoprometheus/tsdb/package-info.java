/**
 * Prometheus TSDB blocks on the JVM.
 *
 * <p>To write: {@link io.github.gfstoprometheus.tsdb.block.BlockBuilder} takes {@link
 * io.github.gfstoprometheus.tsdb.timeline.Timeline timelines} and publishes blocks; {@link
 * io.github.gfstoprometheus.tsdb.head.Head} takes single samples. To read: {@link
 * io.github.gfstoprometheus.tsdb.block.BlockReader}. The packages below are the layers of a block:
 *
 * <pre>
 * labels     what a series is called, and the order of names
 * timeline   what enters: a clock with changes, transposed from time-major to series-major
 * io         bytes of a file, with checksums
 * chunks     samples of a series as XOR chunks, chunks as segment files
 * index      labels to series, series to chunks
 * block      the directory: meta.json, publication, the whole
 * head       the other way in: samples one by one
 * </pre>
 */
package io.github.gfstoprometheus.tsdb;
