/**
 * Samples to a receiver of Prometheus remote write, over HTTP (docs/remote-write.md).
 *
 * <pre>
 *             ┌► Shard: RequestEncoder ► snappy ► Endpoint ─► receiver     one request after
 * Batch ──────┼► Shard …                  ▲          │                     the other
 * RemoteWriter└► Shard …                  └─ again ──┴─ Answer ► accepted, refused, not now
 * </pre>
 *
 * <p>A series is always the same shard's, so that its samples arrive in their order. Nothing is
 * held back: {@link RemoteWriter#send} returns when the receiver has answered for every sample, and
 * so a slow one makes its caller slow. What requests are made of follows from batches and settings
 * alone, so that a batch that is sent again after a kill makes the same ones.
 *
 * <p>Knows neither archives nor how anything is shown to the user.
 */
package io.github.gfstoprometheus.remotewrite;
