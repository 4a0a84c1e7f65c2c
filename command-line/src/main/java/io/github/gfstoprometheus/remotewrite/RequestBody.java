package io.github.gfstoprometheus.remotewrite;

import io.airlift.compress.snappy.SnappyCompressor;
import io.github.gfstoprometheus.protocol.EncodedRequest;
import io.github.gfstoprometheus.protocol.ProtocolVersion;

/** A message as it is sent: as a block of snappy, without frames. Its arrays are used again. */
final class RequestBody {
  private final SnappyCompressor snappy = new SnappyCompressor();
  private ProtocolVersion version = ProtocolVersion.ONE;
  private byte[] message = new byte[0];
  private int messageBytes;
  private byte[] compressed = new byte[0];
  private int compressedBytes;
  private int samples;

  /** Becomes that of another message. */
  void fill(ProtocolVersion newVersion, EncodedRequest request) {
    version = newVersion;
    samples = request.samples();
    messageBytes = request.sizeBytes();
    message = request.copyTo(message);
    int mostBytes = snappy.maxCompressedLength(messageBytes);
    if (compressed.length < mostBytes) {
      compressed = new byte[mostBytes];
    }
    compressedBytes = snappy.compress(message, 0, messageBytes, compressed, 0, compressed.length);
  }

  ProtocolVersion version() {
    return version;
  }

  int samples() {
    return samples;
  }

  byte[] message() {
    return message;
  }

  int messageBytes() {
    return messageBytes;
  }

  byte[] compressed() {
    return compressed;
  }

  int compressedBytes() {
    return compressedBytes;
  }
}
