/**
 * Samples from another process: bytes in one of the {@linkplain IngestFormat formats} of {@code
 * import} enter, samples leave to a {@link io.github.gfstoprometheus.tsdb.head.SampleSink}. What is
 * wrong is told with its line or byte; everything before it has left by then. Knows neither
 * archives nor blocks.
 *
 * <pre>
 *   bytes (ReadAhead: another thread, so that a silent producer blocks nobody)
 *     → IngestInput      how far it came, and how it ended
 *     → SampleReader     a line or message at a time, whole or not at all
 *     → Intake           counts, and tells of the first few that the sink would not take
 *     → SampleSink
 * </pre>
 *
 * A further format is a {@link SampleReader} and one line in {@link IngestFormat}.
 */
package io.github.gfstoprometheus.ingest;
