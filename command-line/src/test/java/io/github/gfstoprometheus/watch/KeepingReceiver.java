package io.github.gfstoprometheus.watch;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A receiver of remote write 1.0 and 2.0 that keeps every sample it accepts, and is in a mood: it
 * answers with errors, slowly, not at all, or says that it failed when it has kept everything.
 *
 * <p>A sample that comes again as it was is no second one, as with real receivers. Another value at
 * its time is a fault of the sender, and so is a sample that is new and yet not later than all that
 * its series has.
 */
final class KeepingReceiver implements Closeable {
  /** How it answers. */
  enum Mood {
    /** Well. */
    FRIENDLY,
    /** Now so, now so. */
    MOODY,
    /** With 503 whatever comes. */
    AWAY
  }

  private static final int NO_CONTENT = 204;
  private static final int UNSUPPORTED = 415;
  private static final int TOO_MANY = 429;
  private static final int FAILED = 500;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Random random;
  private final Map<LabelSet, NavigableMap<Long, Long>> series = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private volatile Mood mood = Mood.FRIENDLY;
  private long requests;
  private long refusals;
  private long repeated;

  private record Received(LabelSet labels, List<Long> timestamps, List<Long> valueBits) {}

  KeepingReceiver(long seed) throws IOException {
    this.random = new Random(seed);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/write", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it receives. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write";
  }

  void setMood(Mood next) {
    mood = next;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] packed = exchange.getRequestBody().readAllBytes();
      int status = answer(exchange, packed);
      if (status > 0) {
        exchange.sendResponseHeaders(status, -1);
      }
    } catch (RuntimeException e) {
      fault("a request that cannot be read: " + e);
      exchange.sendResponseHeaders(400, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The status, or −1 if the connection is to be cut. */
  private int answer(HttpExchange exchange, byte[] packed)
      throws IOException, InterruptedException {
    if (mood == Mood.AWAY) {
      return refuse(UNAVAILABLE);
    }
    int dice = mood == Mood.MOODY ? roll() : 99;
    if (dice < 6) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      return refuse(TOO_MANY);
    }
    if (dice < 14) {
      return refuse(FAILED);
    }
    if (dice < 18) {
      refuse(-1);
      return -1;
    }
    if (dice < 28) {
      Thread.sleep(300);
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    boolean isSecond = type != null && type.contains("io.prometheus.write.v2.Request");
    if (type == null || !type.startsWith("application/x-protobuf")) {
      fault("content type " + type);
      return refuse(UNSUPPORTED);
    }
    byte[] message = unpack(packed);
    List<Received> received =
        isSecond ? RemoteWriteMessages.second(message) : RemoteWriteMessages.first(message);
    long samples = keep(received);
    if (dice < 34) {
      return refuse(FAILED); // all was kept, and the sender does not know
    }
    if (isSecond) {
      exchange.getResponseHeaders().set("X-Prometheus-Remote-Write-Samples-Written", samples + "");
      exchange.getResponseHeaders().set("X-Prometheus-Remote-Write-Histograms-Written", "0");
      exchange.getResponseHeaders().set("X-Prometheus-Remote-Write-Exemplars-Written", "0");
    }
    return NO_CONTENT;
  }

  private synchronized int roll() {
    return random.nextInt(100);
  }

  private synchronized int refuse(int status) {
    refusals++;
    return status;
  }

  private synchronized void fault(String text) {
    faults.add(text);
  }

  private static byte[] unpack(byte[] packed) {
    byte[] plain = new byte[SnappyDecompressor.getUncompressedLength(packed, 0)];
    new SnappyDecompressor().decompress(packed, 0, packed.length, plain, 0, plain.length);
    return plain;
  }

  private synchronized long keep(List<Received> received) {
    requests++;
    long samples = 0;
    for (Received one : received) {
      NavigableMap<Long, Long> its = series.computeIfAbsent(one.labels(), key -> new TreeMap<>());
      for (int i = 0; i < one.timestamps().size(); i++) {
        keep(one.labels(), its, one.timestamps().get(i), one.valueBits().get(i));
        samples++;
      }
    }
    return samples;
  }

  private void keep(
      LabelSet labels, NavigableMap<Long, Long> its, long timestampMillis, long valueBits) {
    Long before = its.get(timestampMillis);
    if (before != null && before == valueBits) {
      repeated++;
    } else if (before != null) {
      faults.add("%s at %d: %x after %x".formatted(labels, timestampMillis, valueBits, before));
    } else if (!its.isEmpty() && timestampMillis < its.lastKey()) {
      faults.add("%s: %d is new after %d".formatted(labels, timestampMillis, its.lastKey()));
    } else {
      its.put(timestampMillis, valueBits);
    }
  }

  /** All that was accepted. */
  synchronized SeriesSamples samples() {
    SeriesSamples all = new SeriesSamples();
    series.forEach((labels, its) -> its.forEach((time, bits) -> all.add(labels, time, bits)));
    return all;
  }

  /** How many samples were accepted; one that came again counts once. */
  synchronized long sampleCount() {
    return series.values().stream().mapToLong(Map::size).sum();
  }

  /** What the sender must not do and did. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** How many requests were accepted. */
  synchronized long requests() {
    return requests;
  }

  /** How many requests were not accepted, or said not to be. */
  synchronized long refusals() {
    return refusals;
  }

  /** How many samples came again as they were. */
  synchronized long repeated() {
    return repeated;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The two messages of the protocol, as far as samples go, by protobuf's own reader. */
  private static final class RemoteWriteMessages {
    private RemoteWriteMessages() {}

    static List<Received> first(byte[] message) throws IOException {
      List<Received> received = new ArrayList<>();
      CodedInputStream in = CodedInputStream.newInstance(message);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == 1) {
          received.add(firstSeries(in.readByteArray()));
        } else {
          in.skipField(tag);
        }
      }
      return received;
    }

    private static Received firstSeries(byte[] message) throws IOException {
      Map<String, String> labels = new LinkedHashMap<>();
      Samples samples = new Samples();
      CodedInputStream in = CodedInputStream.newInstance(message);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> label(in.readByteArray(), labels);
          case 2 -> samples.add(in.readByteArray());
          default -> in.skipField(tag);
        }
      }
      return samples.of(labels);
    }

    private static void label(byte[] message, Map<String, String> labels) throws IOException {
      String name = "";
      String value = "";
      CodedInputStream in = CodedInputStream.newInstance(message);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> name = in.readStringRequireUtf8();
          case 2 -> value = in.readStringRequireUtf8();
          default -> in.skipField(tag);
        }
      }
      if (labels.put(name, value) != null) {
        throw new IllegalArgumentException("label " + name + " twice");
      }
    }

    static List<Received> second(byte[] message) throws IOException {
      List<String> symbols = new ArrayList<>();
      List<byte[]> all = new ArrayList<>();
      CodedInputStream in = CodedInputStream.newInstance(message);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 4 -> symbols.add(in.readStringRequireUtf8());
          case 5 -> all.add(in.readByteArray());
          default -> in.skipField(tag);
        }
      }
      List<Received> received = new ArrayList<>();
      for (byte[] one : all) {
        received.add(secondSeries(one, symbols));
      }
      return received;
    }

    private static Received secondSeries(byte[] message, List<String> symbols) throws IOException {
      List<Integer> references = new ArrayList<>();
      Samples samples = new Samples();
      CodedInputStream in = CodedInputStream.newInstance(message);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> {
            CodedInputStream packed = CodedInputStream.newInstance(in.readByteArray());
            while (!packed.isAtEnd()) {
              references.add(packed.readUInt32());
            }
          }
          case 2 -> samples.add(in.readByteArray());
          default -> in.skipField(tag);
        }
      }
      Map<String, String> labels = new LinkedHashMap<>();
      for (int i = 0; i < references.size(); i += 2) {
        labels.put(symbols.get(references.get(i)), symbols.get(references.get(i + 1)));
      }
      return samples.of(labels);
    }

    private static final class Samples {
      private final List<Long> timestamps = new ArrayList<>();
      private final List<Long> valueBits = new ArrayList<>();

      void add(byte[] message) throws IOException {
        long bits = 0;
        long timestampMillis = 0;
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
          switch (WireFormat.getTagFieldNumber(tag)) {
            case 1 -> bits = in.readFixed64();
            case 2 -> timestampMillis = in.readInt64();
            default -> in.skipField(tag);
          }
        }
        timestamps.add(timestampMillis);
        valueBits.add(bits);
      }

      Received of(Map<String, String> labels) {
        return new Received(LabelSet.of(labels), timestamps, valueBits);
      }
    }
  }
}
