/**
 * Samples from another process: bytes in one of the formats of {@code import} enter, samples leave
 * to a {@link io.github.gfstoprometheus.tsdb.head.SampleSink}. What is wrong is told with its line
 * or byte; everything before it has left by then. Knows neither archives nor blocks.
 */
package io.github.gfstoprometheus.ingest;
