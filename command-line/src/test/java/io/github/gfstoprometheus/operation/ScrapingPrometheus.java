package io.github.gfstoprometheus.operation;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.testkit.process.ChildProcess;
import io.github.gfstoprometheus.testkit.process.Executable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Prometheus that scrapes one target, each second. */
final class ScrapingPrometheus implements Closeable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ChildProcess process;
  private final String address;

  private ScrapingPrometheus(ChildProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  static ScrapingPrometheus of(int port, Path directory) throws IOException {
    Path configuration =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            scrape_configs:
              - job_name: watch
                scrape_interval: 1s
                scrape_timeout: 1s
                static_configs:
                  - targets: ['localhost:%d']
            """
                .formatted(port));
    String address = "localhost:" + freePort();
    List<String> command =
        List.of(
            Executable.locate("prometheus"),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=" + address);
    return new ScrapingPrometheus(ChildProcess.start("prometheus", directory, command), address);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The value of the only series that an expression gives, as soon as it gives one. */
  String value(String expression) throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<?> results = results(expression);
      if (results.size() == 1) {
        return (String) ((List<?>) ((Map<?, ?>) results.get(0)).get("value")).get(1);
      }
      if (!process.isAlive() || System.nanoTime() - endNanos > 0) {
        throw process.failure("has not one series of " + expression + ", but " + results);
      }
      Thread.sleep(100);
    }
  }

  private List<?> results(String expression) throws IOException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    URI uri = URI.create("http://" + address + "/api/v1/query?query=" + query);
    try (InputStream answer = uri.toURL().openStream()) {
      return (List<?>) ((Map<?, ?>) JSON.std.mapFrom(answer).get("data")).get("result");
    } catch (IOException e) {
      // It does not listen yet.
      return List.of();
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
