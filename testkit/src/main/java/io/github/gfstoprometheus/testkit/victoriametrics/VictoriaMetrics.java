package io.github.gfstoprometheus.testkit.victoriametrics;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

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

/**
 * A real VictoriaMetrics of one node over a data directory, which scrapes nothing and forgets
 * nothing. {@code -Dvictoria-metrics=FILE} or {@code VICTORIA_METRICS=FILE} names another than the
 * installed one. What it says comes with the error if it fails.
 */
public final class VictoriaMetrics implements Closeable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 100;

  private final URI address;
  private final ChildProcess process;
  private final HttpClient client = HttpClient.newHttpClient();

  private VictoriaMetrics(URI address, ChildProcess process) {
    this.address = address;
    this.process = process;
  }

  /**
   * Starts a server over a directory that exists, and returns when it is ready; the flags come on
   * top of the usual ones.
   */
  public static VictoriaMetrics start(Path dataDirectory, String... flags) throws IOException {
    String listenAddress = "127.0.0.1:" + freePort();
    List<String> command = new ArrayList<>();
    command.add(Executable.locate("victoria-metrics", "victoria-metrics"));
    command.add("-storageDataPath=" + dataDirectory.toAbsolutePath());
    command.add("-httpListenAddr=" + listenAddress);
    command.add("-retentionPeriod=100y");
    command.addAll(List.of(flags));
    ChildProcess process =
        ChildProcess.start("victoria-metrics", dataDirectory.toAbsolutePath(), command);
    VictoriaMetrics server = new VictoriaMetrics(URI.create("http://" + listenAddress), process);
    try {
      server.awaitReady();
      return server;
    } catch (RuntimeException | IOException e) {
      server.close();
      throw e;
    }
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
      return send(request("/health").build(), BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      // Nobody listens yet.
      return false;
    }
  }

  /** The flag that has it keep one of several samples of one time. */
  public static final String DEDUPLICATION = "-dedup.minScrapeInterval=1ms";

  /** Where it takes samples by remote write. */
  public URI remoteWriteAddress() {
    return address.resolve("/api/v1/write");
  }

  /** Imports lines of JSON. Lines that it cannot read it leaves out, and tells in its log alone. */
  public void importLines(Path lines) throws IOException {
    HttpRequest post = request("/api/v1/import").POST(BodyPublishers.ofFile(lines)).build();
    demandSuccess(send(post, BodyHandlers.ofString()));
  }

  /** Exports all it has as lines of JSON, a series or a part of one each, to a file. */
  public void exportLines(Path file) throws IOException {
    exportLines(file, "&reduce_mem_usage=1");
  }

  /** Exports what queries see as lines of JSON, a series each, to a file: duplicates are gone. */
  public void exportVisibleLines(Path file) throws IOException {
    exportLines(file, "");
  }

  private void exportLines(Path file, String parameters) throws IOException {
    demandSuccess(send(request("/internal/force_flush").build(), BodyHandlers.ofString()));
    String everything = URLEncoder.encode("{__name__!=\"\"}", StandardCharsets.UTF_8);
    HttpRequest get =
        request("/api/v1/export?start=0" + parameters + "&match%5B%5D=" + everything).build();
    HttpResponse<Path> answer =
        send(get, BodyHandlers.ofFile(file, CREATE, WRITE, TRUNCATE_EXISTING));
    if (answer.statusCode() != 200) {
      throw refusal(answer, Files.readString(file));
    }
  }

  /** What the server has said so far: its last lines, should they be many. */
  public String log() {
    return process.log();
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
      throw new IOException("interrupted while VictoriaMetrics was asked", e);
    }
  }

  private void demandSuccess(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw refusal(answer, answer.body());
    }
  }

  private IllegalStateException refusal(HttpResponse<?> answer, String body) {
    return process.failure(
        "answered %d to %s: %s".formatted(answer.statusCode(), answer.uri(), body));
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for VictoriaMetrics", e);
    }
  }

  /** Ends the server properly. */
  @Override
  public void close() throws IOException {
    try (process) {
      if (process.isAlive()) {
        process.terminate();
        process.await(STOP_LIMIT);
      }
    }
  }
}
