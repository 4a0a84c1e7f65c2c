package io.github.gfstoprometheus.testkit.prometheus;

import io.airlift.compress.snappy.SnappyDecompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A response of Prometheus' remote-read protocol: protobuf in a snappy block.
 *
 * <pre>
 * ReadResponse { 1 QueryResult }
 * QueryResult  { 1 TimeSeries … }
 * TimeSeries   { 1 Label …, 2 Sample … }    labels first
 * Label        { 1 name, 2 value }
 * Sample       { 1 value (64 bits), 2 ms }  each left out if it is 0
 * </pre>
 *
 * @see <a
 *     href="https://github.com/prometheus/prometheus/blob/v2.42.0/prompb/types.proto">types.proto</a>
 */
final class RemoteReadResponse {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteBuffer in;
  private final SampleConsumer consumer;
  private long count;

  private RemoteReadResponse(ByteBuffer in, SampleConsumer consumer) {
    this.in = in;
    this.consumer = consumer;
  }

  /** Hands out all samples of a response's body and returns their number. */
  static long decode(byte[] body, SampleConsumer consumer) {
    SnappyDecompressor decompressor = new SnappyDecompressor();
    byte[] plain = new byte[SnappyDecompressor.getUncompressedLength(body, 0)];
    decompressor.decompress(body, 0, body.length, plain, 0, plain.length);
    ByteBuffer in = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    RemoteReadResponse response = new RemoteReadResponse(in, consumer);
    response.eachMessage(
        plain.length, resultEnd -> response.eachMessage(resultEnd, response::series));
    return response.count;
  }

  /** Takes the end of a message whose bytes come next. */
  private interface MessageReader {
    void read(int end);
  }

  private void eachMessage(int end, MessageReader reader) {
    while (in.position() < end) {
      long tag = varint();
      if (tag == ((1 << 3) | LENGTH_DELIMITED)) {
        reader.read(messageEnd());
      } else {
        skip(tag);
      }
    }
  }

  private void series(int end) {
    SortedMap<String, String> labels = new TreeMap<>();
    String text = "";
    while (in.position() < end) {
      long tag = varint();
      if (tag == ((1 << 3) | LENGTH_DELIMITED)) {
        label(messageEnd(), labels);
      } else if (tag == ((2 << 3) | LENGTH_DELIMITED)) {
        text = text.isEmpty() ? LabelSetText.format(labels) : text;
        sample(messageEnd(), text);
      } else {
        skip(tag);
      }
    }
  }

  private void label(int end, SortedMap<String, String> labels) {
    String name = "";
    String value = "";
    while (in.position() < end) {
      long tag = varint();
      if (tag == ((1 << 3) | LENGTH_DELIMITED)) {
        name = string();
      } else if (tag == ((2 << 3) | LENGTH_DELIMITED)) {
        value = string();
      } else {
        skip(tag);
      }
    }
    labels.put(name, value);
  }

  private void sample(int end, String series) {
    double value = 0;
    long timestampMillis = 0;
    while (in.position() < end) {
      long tag = varint();
      if (tag == ((1 << 3) | FIXED_64)) {
        value = in.getDouble();
      } else if (tag == ((2 << 3) | VARINT)) {
        timestampMillis = varint();
      } else {
        skip(tag);
      }
    }
    count++;
    consumer.accept(series, value, timestampMillis);
  }

  private void skip(long tag) {
    switch ((int) tag & 7) {
      case VARINT -> varint();
      case FIXED_64 -> in.getLong();
      case LENGTH_DELIMITED -> in.position(messageEnd());
      default -> throw new IllegalStateException("not a tag of the remote-read protocol: " + tag);
    }
  }

  private int messageEnd() {
    int length = Math.toIntExact(varint());
    return in.position() + length;
  }

  private String string() {
    byte[] bytes = new byte[Math.toIntExact(varint())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private long varint() {
    long value = 0;
    int shift = 0;
    byte next = in.get();
    while (next < 0) {
      value |= (next & 0x7fL) << shift;
      shift += 7;
      next = in.get();
    }
    return value | ((long) next << shift);
  }
}
