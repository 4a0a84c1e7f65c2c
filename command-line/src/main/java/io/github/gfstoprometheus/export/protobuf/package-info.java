/** Batches as a stream of remote write messages, for other processes (docs/stream-protocol.md). */
package io.github.gfstoprometheus.export.protobuf;
