package io.github.gfstoprometheus.testkit.prometheus;

import io.github.gfstoprometheus.testkit.process.ChildProcess;
import io.github.gfstoprometheus.testkit.process.Executable;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A real Prometheus server over a data directory, which forgets nothing and, unless it is asked to,
 * scrapes nothing. {@code -Dprometheus=FILE} or {@code PROMETHEUS=FILE} names another than the
 * installed one. What it says comes with the error if it fails.
 */
public final class PrometheusServer implements Closeable {

  /** The flag that allows to delete series and to take snapshots. */
  public static final String ADMIN_API = "--web.enable-admin-api";

  /** The flag that allows others to write. */
  public static final String REMOTE_WRITE_RECEIVER = "--web.enable-remote-write-receiver";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 100;

  private final Path dataDirectory;
  private final URI address;
  private final Path configuration;
  private final ChildProcess process;
  private final HttpClient client = HttpClient.newHttpClient();

  private PrometheusServer(
      Path dataDirectory, URI address, Path configuration, ChildProcess process) {
    this.dataDirectory = dataDirectory;
    this.address = address;
    this.configuration = configuration;
    this.process = process;
  }

  /** Starts a server and returns when it is ready; the flags come on top of the usual ones. */
  public static PrometheusServer start(Path dataDirectory, String... flags) throws IOException {
    return start(dataDirectory, freePort(), "", flags);
  }

  /** Starts a server that others may write to, samples that are so old at most. */
  public static PrometheusServer startReceiver(Path dataDirectory, Duration outOfOrderWindow)
      throws IOException {
    return startReceiver(dataDirectory, freePort(), outOfOrderWindow);
  }

  /** The same at a port, such as that of one that was stopped. */
  public static PrometheusServer startReceiver(
      Path dataDirectory, int port, Duration outOfOrderWindow) throws IOException {
    String configuration =
        "storage: {tsdb: {out_of_order_time_window: %ds}}%n"
            .formatted(outOfOrderWindow.toSeconds());
    return start(dataDirectory, port, configuration, REMOTE_WRITE_RECEIVER);
  }

  /** The same as the first, but it scrapes its own metrics, as {@code job="itself"}. */
  public static PrometheusServer startScrapingItself(Path dataDirectory, String... flags)
      throws IOException {
    int port = freePort();
    String configuration =
        """
        scrape_configs:
          - job_name: itself
            scrape_interval: 1s
            static_configs:
              - targets: ['127.0.0.1:%d']
        """;
    return start(dataDirectory, port, configuration.formatted(port), flags);
  }

  private static PrometheusServer start(
      Path dataDirectory, int port, String configurationText, String... flags) throws IOException {
    Path configuration = Files.createTempFile("prometheus-", ".yml");
    Files.writeString(configuration, configurationText);
    List<String> command = new ArrayList<>();
    command.add(Executable.locate("prometheus"));
    command.add("--config.file=" + configuration);
    command.add("--storage.tsdb.path=" + dataDirectory.toAbsolutePath());
    command.add("--storage.tsdb.retention.time=100y");
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.addAll(List.of(flags));
    ChildProcess process =
        ChildProcess.start("prometheus", dataDirectory.toAbsolutePath(), command);
    URI address = URI.create("http://127.0.0.1:" + port);
    PrometheusServer server = new PrometheusServer(dataDirectory, address, configuration, process);
    try {
      server.awaitReady();
      return server;
    } catch (RuntimeException | IOException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Hidden flags: the range of the smallest blocks and of the largest. A largest range of six hours
   * has Prometheus compact blocks of two within a minute or so.
   */
  public static String[] blockRanges(Duration smallest, Duration largest) {
    return new String[] {
      "--storage.tsdb.min-block-duration=" + smallest.toSeconds() + "s",
      "--storage.tsdb.max-block-duration=" + largest.toSeconds() + "s"
    };
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException {
    long endNanos = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - endNanos > 0) {
        throw process.failure("did not become ready");
      }
      pause();
    }
  }

  private boolean isReady() {
    try {
      return send(request("/-/ready").build(), BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      // Nobody listens yet.
      return false;
    }
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** Where it takes samples by remote write. */
  public URI remoteWriteAddress() {
    return address.resolve("/api/v1/write");
  }

  /** Asks for a path with its query, and demands success. */
  public String get(String pathAndQuery) throws IOException {
    return demandSuccess(send(request(pathAndQuery).build(), BodyHandlers.ofString()));
  }

  /** Posts nothing to a path with its query, and demands success: what the admin API wants. */
  public String post(String pathAndQuery) throws IOException {
    HttpRequest post = request(pathAndQuery).POST(BodyPublishers.noBody()).build();
    return demandSuccess(send(post, BodyHandlers.ofString()));
  }

  /**
   * Evaluates an expression at a time, hands out its samples, and returns their number. A selector
   * with a range, such as {@code up[1h]}, gives raw samples: all after time − range and up to time,
   * but for stale markers.
   */
  public long query(String expression, long timeMillis, SampleConsumer consumer)
      throws IOException {
    String path = "/api/v1/query?query=%s&time=%s";
    return QueryAnswer.parse(
        get(path.formatted(encoded(expression), seconds(timeMillis))), consumer);
  }

  /** Evaluates an expression at every step from a time through another one. */
  public long queryRange(
      String expression,
      long fromMillis,
      long throughMillis,
      Duration step,
      SampleConsumer consumer)
      throws IOException {
    String path = "/api/v1/query_range?query=%s&start=%s&end=%s&step=%s";
    String from = seconds(fromMillis);
    String through = seconds(throughMillis);
    return QueryAnswer.parse(
        get(path.formatted(encoded(expression), from, through, seconds(step.toMillis()))),
        consumer);
  }

  /**
   * The values of a label, of all series that match a selector and have samples between two times:
   * what a dashboard fills its lists of choices with.
   */
  public List<String> labelValues(
      String label, String selector, long fromMillis, long throughMillis) throws IOException {
    String path = "/api/v1/label/%s/values?match%%5B%%5D=%s&start=%s&end=%s";
    String from = seconds(fromMillis);
    String through = seconds(throughMillis);
    return LabelValuesAnswer.parse(get(path.formatted(label, encoded(selector), from, through)));
  }

  /**
   * Hands out all raw samples from a time (inclusive) until another (exclusive), by remote read,
   * and returns their number. Values come bit by bit, stale markers too, but for −0.0: protobuf
   * takes it for an absent value, and it arrives as 0.0. The windows come one after another, in
   * each one the series in the order of their labels.
   */
  public long export(
      List<LabelMatcher> matchers,
      long fromMillis,
      long untilMillis,
      Duration window,
      SampleConsumer consumer)
      throws IOException {
    long samples = 0;
    for (long start = fromMillis; start < untilMillis; start += window.toMillis()) {
      long through = Math.min(start + window.toMillis(), untilMillis) - 1;
      byte[] body = RemoteReadRequest.encode(matchers, start, through);
      HttpRequest read =
          request("/api/v1/read")
              .header("Content-Type", "application/x-protobuf")
              .header("Content-Encoding", "snappy")
              .header("X-Prometheus-Remote-Read-Version", "0.1.0")
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      byte[] answer = demandSuccess(send(read, BodyHandlers.ofByteArray()));
      samples += RemoteReadResponse.decode(answer, consumer);
    }
    return samples;
  }

  /** Waits until the names of the blocks on disk are as wanted, and returns them. */
  public List<String> awaitBlocks(Predicate<List<String>> wanted, Duration limit)
      throws IOException {
    long endNanos = System.nanoTime() + limit.toNanos();
    List<String> ulids = ulids();
    while (!wanted.test(ulids)) {
      if (!process.isAlive() || System.nanoTime() - endNanos > 0) {
        throw process.failure("has not the blocks that were wanted, but " + ulids);
      }
      pause();
      ulids = ulids();
    }
    return ulids;
  }

  private List<String> ulids() throws IOException {
    return BlockDirectories.in(dataDirectory).stream()
        .map(block -> block.getFileName().toString())
        .toList();
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(address.resolve(pathAndQuery)).timeout(ANSWER_LIMIT);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return client.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Prometheus was asked", e);
    }
  }

  private <T> T demandSuccess(HttpResponse<T> response) {
    if (response.statusCode() / 100 != 2) {
      String body =
          response.body() instanceof byte[] bytes
              ? new String(bytes, StandardCharsets.UTF_8)
              : response.body().toString();
      throw process.failure(
          "answered %d to %s: %s".formatted(response.statusCode(), response.uri(), body));
    }
    return response.body();
  }

  private static String encoded(String expression) {
    return URLEncoder.encode(expression, StandardCharsets.UTF_8);
  }

  private static String seconds(long millis) {
    return "%d.%03d".formatted(millis / 1000, millis % 1000);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Prometheus", e);
    }
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** What the server has said so far. */
  public String log() {
    return process.log();
  }

  /** Ends the server as a crash would. */
  public void kill() {
    process.kill();
  }

  /** Ends the server properly, so that its data directory can be judged. */
  @Override
  public void close() throws IOException {
    try (process) {
      if (process.isAlive()) {
        process.terminate();
        process.await(STOP_LIMIT);
      }
    } finally {
      Files.deleteIfExists(configuration);
    }
  }
}
