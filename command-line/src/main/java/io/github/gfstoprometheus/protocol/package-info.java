/**
 * The binary protocol between processes: messages of Prometheus remote write, and streams of those
 * of 2.0 (docs/stream-protocol.md).
 *
 * <pre>
 * series, SampleTimes ──► RequestEncoder ──► EncodedRequest ──► StreamWriter     bytes
 *                         splits by size                        or any other taker
 *
 * bytes ──► StreamReader ──► RequestDecoder ──► series, samples
 *           frames           a whole message or none of it
 * </pre>
 *
 * <p>A message stands by itself, so that it may as well be the body of an HTTP request. What is
 * particular to a version is in its {@code RequestForm}: {@code PlainForm} of 1.0, {@code
 * SymbolForm} of 2.0. Samples are the same bytes in both. {@code MetadataMessage} is 1.0's alone.
 *
 * <p>The two message types are coded by hand: nine of ten samples are copied from what was encoded
 * for another series, which no generated code can do. Knows neither archives nor blocks.
 */
package io.github.gfstoprometheus.protocol;
