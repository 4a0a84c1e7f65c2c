package io.github.gfstoprometheus.testkit.prometheus;

import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A request of Prometheus' remote-read protocol: protobuf in a snappy block.
 *
 * <pre>
 * ReadRequest  { 1 Query }
 * Query        { 1 start ms, 2 end ms (inclusive), 3 LabelMatcher … }
 * LabelMatcher { 1 kind, 2 name, 3 value }
 * </pre>
 *
 * @see <a
 *     href="https://github.com/prometheus/prometheus/blob/v2.42.0/prompb/remote.proto">remote.proto</a>
 */
final class RemoteReadRequest {

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private RemoteReadRequest() {}

  static byte[] encode(List<LabelMatcher> matchers, long fromMillis, long throughMillis) {
    RemoteReadRequest query = new RemoteReadRequest();
    query.number(1, fromMillis);
    query.number(2, throughMillis);
    for (LabelMatcher matcher : matchers) {
      RemoteReadRequest encoded = new RemoteReadRequest();
      encoded.number(1, matcher.kind().code);
      encoded.field(2, matcher.name().getBytes(StandardCharsets.UTF_8));
      encoded.field(3, matcher.value().getBytes(StandardCharsets.UTF_8));
      query.field(3, encoded.bytes.toByteArray());
    }
    RemoteReadRequest request = new RemoteReadRequest();
    request.field(1, query.bytes.toByteArray());
    return compress(request.bytes.toByteArray());
  }

  private static byte[] compress(byte[] plain) {
    SnappyCompressor compressor = new SnappyCompressor();
    byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
    int length = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
    return Arrays.copyOf(packed, length);
  }

  private void number(int field, long value) {
    varint((field << 3) | VARINT);
    varint(value);
  }

  private void field(int field, byte[] value) {
    varint((field << 3) | LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
  }
}
