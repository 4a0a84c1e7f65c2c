package io.github.gfstoprometheus.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import io.github.gfstoprometheus.watch.DrivenFigures;
import io.github.gfstoprometheus.watch.SinkFigures.Position;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationServerTest {
  private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

  private static final Path DOCUMENT = Path.of("..", "docs", "operation.md");
  private static final Path ALERTS = Path.of("..", "examples", "alerts.yml");

  private final MovedClock clock = new MovedClock();
  private final DrivenFigures figures = new DrivenFigures();
  private final Condition condition = new Condition(figures.watch(), Duration.ofSeconds(1), clock);
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path directory;
  private OperationServer server;

  @BeforeEach
  void open() throws IOException {
    server = open(0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void figuresAreThoseOfTheMomentOfTheScrape() throws Exception {
    assertThat(get("/metrics").body()).contains("gfs_to_prometheus_ticks_total{sink=\"blocks\"} 0");

    driveAll();

    assertThat(get("/metrics").body().lines())
        .contains(
            "gfs_to_prometheus_archives_followed 3.0",
            "gfs_to_prometheus_members_followed 2.0",
            "gfs_to_prometheus_scan_timestamp_seconds 1.7954208E9",
            "gfs_to_prometheus_read_bytes_total{sink=\"blocks\"} 5000.0",
            "gfs_to_prometheus_read_bytes_total{sink=\"remote_write\"} 0.0",
            "gfs_to_prometheus_ticks_total{sink=\"blocks\"} 60.0",
            "gfs_to_prometheus_samples_total{sink=\"blocks\"} 7000.0",
            "gfs_to_prometheus_rejected_samples_total{sink=\"remote_write\"} 11.0",
            "gfs_to_prometheus_blocks_published_total 1.0",
            "gfs_to_prometheus_requests_sent_total 0.0",
            "gfs_to_prometheus_written_bytes_total{sink=\"blocks\"} 900.0",
            "gfs_to_prometheus_retries_total{sink=\"remote_write\"} 1.0",
            "gfs_to_prometheus_problems_total{sink=\"remote_write\"} 1.0",
            "gfs_to_prometheus_last_publication_timestamp_seconds{sink=\"blocks\"} 1.7954208E9",
            "gfs_to_prometheus_archive_lag_seconds"
                + "{archive=\"a/x.gfs\",member=\"server-1\",sink=\"blocks\"} 1.5",
            "gfs_to_prometheus_archive_unread_bytes"
                + "{archive=\"a/x.gfs\",member=\"server-1\",sink=\"blocks\"} 30.0",
            "gfs_to_prometheus_archive_unread_bytes"
                + "{archive=\"b/x.gfs\",member=\"server-2\",sink=\"blocks\"} 20.0",
            "gfs_to_prometheus_build_info{version=\"1.2.3\"} 1");
  }

  @Test
  void whatHasNoTimeYetHasNoSeries() throws Exception {
    figures.blocksStandAt(new Position("server-2", "b/x.gfs", 20, 0, 0));

    assertThat(get("/metrics").body())
        .doesNotContain("gfs_to_prometheus_scan_timestamp_seconds ")
        .doesNotContain("gfs_to_prometheus_last_publication_timestamp_seconds{")
        .doesNotContain("gfs_to_prometheus_archive_lag_seconds{");
  }

  @Test
  void theProcessTellsMemoryThreadsAndFiles() throws Exception {
    assertThat(get("/metrics").body())
        .contains("\nprocess_open_fds ", "\nprocess_resident_memory_bytes ")
        .contains("\njvm_memory_used_bytes{area=\"heap\"} ", "\njvm_threads_current ");
  }

  @Test
  void promtoolHasNothingAgainstTheMetrics() throws Exception {
    driveAll();
    String exposed = get("/metrics").body();

    Promtool.checkMetrics(exposed);
    assertThatThrownBy(() -> Promtool.checkMetrics(exposed.replace("_ticks_total", "_ticks")))
        .hasMessageContaining("counter metrics should have \"_total\" suffix");
  }

  @Test
  void eachMetricIsDocumentedAndNoOther() throws Exception {
    driveAll();

    assertThat(ownMetrics("(?m)^(gfs_to_prometheus_\\w+)", get("/metrics").body()))
        .isEqualTo(ownMetrics("(?m)^\\| `(gfs_to_prometheus_\\w+)`", Files.readString(DOCUMENT)));
  }

  @Test
  void theAlertsAreAboutMetricsThatExist() throws Exception {
    driveAll();

    assertThat(ownMetrics("(?m)^(gfs_to_prometheus_\\w+)", get("/metrics").body()))
        .containsAll(ownMetrics("(gfs_to_prometheus_\\w+)", Files.readString(ALERTS)));
  }

  private static Set<String> ownMetrics(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(metric -> metric.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void openMetricsIsAnsweredToThoseWhoAskForIt() throws Exception {
    HttpRequest request = request("/metrics").header("Accept", OPEN_METRICS).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(answer.body())
        .contains("# UNIT gfs_to_prometheus_read_bytes bytes\n")
        .endsWith("# EOF\n");
    assertThat(get("/metrics").headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
  }

  @Test
  void aRealPrometheusScrapesIt() throws Exception {
    driveAll();

    try (ScrapingPrometheus prometheus = ScrapingPrometheus.of(server.port(), directory)) {
      assertThat(prometheus.value("up{job=\"watch\"} == 1")).isEqualTo("1");
      assertThat(prometheus.value("gfs_to_prometheus_samples_total{sink=\"blocks\"}"))
          .isEqualTo("7000");
      assertThat(prometheus.value("gfs_to_prometheus_build_info{version=\"1.2.3\"}"))
          .isEqualTo("1");
      assertThat(prometheus.value("process_open_fds > 0")).isNotEmpty();
    }
  }

  @Test
  void healthIsAVerdictAndItsReason() throws Exception {
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(get("/-/healthy").body()).isEqualTo("ok\n");

    condition.hasDied("blocks: out of memory");

    assertThat(get("/-/healthy").statusCode()).isEqualTo(503);
    assertThat(get("/-/healthy").body()).isEqualTo("blocks: out of memory\n");
  }

  @Test
  void readinessComesWhenAllIsReadAndGoesAtTheEnd() throws Exception {
    figures.blocksStandAt(new Position("server-1", "x.gfs", 4_000_000, 1_000_000, 0));
    assertThat(get("/-/ready").statusCode()).isEqualTo(503);
    assertThat(get("/-/ready").body()).startsWith("blocks: 1.0 of 4.0 MB were read");

    condition.caughtUp("blocks");
    condition.caughtUp("remote_write");
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);

    condition.ending();
    assertThat(get("/-/ready").statusCode()).isEqualTo(503);
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
  }

  @Test
  void theFirstPageLeadsToTheOthers() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(200);
    assertThat(get("/").body())
        .contains("1.2.3", "href=\"metrics\"", "href=\"-/healthy\"", "href=\"-/ready\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics/", "/metricsx", "/-/", "/-/healthy/x", "/favicon.ico"})
  void allElseIsNotThere(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/-/healthy", "/-/ready"})
  void onlyReadingIsPossible(String path) throws Exception {
    HttpRequest post = request(path).POST(BodyPublishers.ofString("x")).build();
    HttpRequest head = request(path).method("HEAD", BodyPublishers.noBody()).build();

    HttpResponse<String> refused = client.send(post, BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(client.send(head, BodyHandlers.ofString()).body()).isEmpty();
    assertThat(client.send(head, BodyHandlers.ofString()).statusCode())
        .isEqualTo(get(path).statusCode());
  }

  /** As many as there are threads, and one more. */
  @Test
  void requestsThatAreNeverFinishedDoNotDelayTheEnd() throws Exception {
    Socket[] sockets = new Socket[4];
    for (int i = 0; i < sockets.length; i++) {
      sockets[i] = new Socket(InetAddress.getLoopbackAddress(), server.port());
      sockets[i].getOutputStream().write("GET /metrics HT".getBytes(StandardCharsets.US_ASCII));
    }
    long begunNanos = System.nanoTime();

    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(Duration.ofSeconds(2));
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void thePortIsFreeAfterwardsAndNotBefore() throws Exception {
    int port = server.port();
    assertThatThrownBy(() -> open(port))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot listen at localhost:" + port)
        .hasMessageContaining("choose a free port");
    server.close();

    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      assertThat(free.isBound()).isTrue();
    }
  }

  private OperationServer open(int port) throws IOException {
    return OperationServer.open(
        new InetSocketAddress("localhost", port), figures.watch(), condition, "1.2.3", clock);
  }

  private void driveAll() {
    figures.scanned(3, 2, clock.millis());
    figures.blocks(60, 5000, 7000, 900, clock.millis());
    figures.remoteWriteTrouble(11);
    figures.blocksStandAt(
        new Position("server-1", "a/x.gfs", 100, 70, clock.millis() - 1500),
        new Position("server-2", "b/x.gfs", 20, 0, 0));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }
}
