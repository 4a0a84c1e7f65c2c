package io.github.gfstoprometheus.tsdb.block;

import io.airlift.compress.snappy.SnappyCompressor;
import io.github.gfstoprometheus.testkit.prometheus.LabelMatcher;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.testkit.prometheus.SampleConsumer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A series that Prometheus has from others than us, in its head at first, at times that need not be
 * now: {@code own}, whose values are its times.
 *
 * <pre>
 * WriteRequest { 1 TimeSeries }
 * TimeSeries   { 1 Label … 2 Sample … }
 * Label        { 1 name, 2 value }
 * Sample       { 1 value (double), 2 ms }
 * </pre>
 *
 * @see <a
 *     href="https://github.com/prometheus/prometheus/blob/v2.42.0/prompb/remote.proto">remote.proto</a>
 */
final class HeadSamples {
  private static final String NAME = "own";
  private static final long STEP_MILLIS = 15_000;

  private final long startMillis;
  private long endMillis;

  HeadSamples(long startMillis) {
    this.startMillis = startMillis;
    this.endMillis = startMillis;
  }

  /** Has the server store the next ones, up to a time. */
  void appendUntil(PrometheusServer server, long untilMillis) throws IOException {
    ByteArrayOutputStream series = new ByteArrayOutputStream();
    ByteArrayOutputStream label = new ByteArrayOutputStream();
    field(label, 1, "__name__".getBytes(StandardCharsets.UTF_8));
    field(label, 2, NAME.getBytes(StandardCharsets.UTF_8));
    field(series, 1, label.toByteArray());
    for (; endMillis < untilMillis; endMillis += STEP_MILLIS) {
      ByteBuffer value = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      value.putDouble((double) endMillis);
      ByteArrayOutputStream sample = new ByteArrayOutputStream();
      sample.write((1 << 3) | 1);
      sample.writeBytes(value.array());
      sample.write(2 << 3);
      varint(sample, endMillis);
      field(series, 2, sample.toByteArray());
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    field(request, 1, series.toByteArray());
    post(server, compressed(request.toByteArray()));
  }

  /** How many there should be. */
  long count() {
    return (endMillis - startMillis) / STEP_MILLIS;
  }

  /** How many the server has that it should have; a wrong one is an error. */
  long countIn(PrometheusServer server) throws IOException {
    SortedMap<Long, Double> found = new TreeMap<>();
    SampleConsumer consumer = (series, value, millis) -> found.put(millis, value);
    server.export(
        List.of(LabelMatcher.equal("__name__", NAME)),
        startMillis,
        endMillis,
        Duration.ofHours(1),
        consumer);
    found.forEach(
        (millis, value) -> {
          if ((millis - startMillis) % STEP_MILLIS != 0 || value != (double) millis) {
            throw new AssertionError(value + " at " + millis + " ms was never written");
          }
        });
    return found.size();
  }

  private static void post(PrometheusServer server, byte[] body) throws IOException {
    HttpRequest write =
        HttpRequest.newBuilder(server.address().resolve("/api/v1/write"))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      var answer = HttpClient.newHttpClient().send(write, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(answer.statusCode() + ": " + answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Prometheus was written to", e);
    }
  }

  private static byte[] compressed(byte[] plain) {
    SnappyCompressor compressor = new SnappyCompressor();
    byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
    int length = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
    return Arrays.copyOf(packed, length);
  }

  private static void field(ByteArrayOutputStream target, int number, byte[] value) {
    target.write((number << 3) | 2);
    varint(target, value.length);
    target.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream target, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      target.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    target.write((int) left);
  }
}
