package io.github.gfstoprometheus.operation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.gfstoprometheus.watch.WatchFigures;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers those who ask how a watch is, by HTTP.
 *
 * <pre>
 * /            a page for people, with links to the others
 * /metrics     for Prometheus: text, or OpenMetrics if that is asked for
 * /-/healthy   200 while the watch works, else 503 and why it does not
 * /-/ready     200 once it has caught up, else 503 and how far it has come
 * </pre>
 */
public final class OperationServer implements Closeable {
  /** A probe still gets its answer while a scrape or two hang. */
  private static final int THREADS = 3;

  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final String TEXT = "text/plain; charset=utf-8";

  static {
    // By default the JDK's server waits for ever for a request that was begun: three of them would
    // make a watch look dead.
    limitSeconds("sun.net.httpserver.maxReqTime", 10);
    limitSeconds("sun.net.httpserver.maxRspTime", 60);
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private OperationServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens from now on.
   *
   * @param listen where; port 0 takes any that is free
   * @throws IOException if nobody can listen there; the message says what to do
   */
  public static OperationServer open(
      InetSocketAddress listen,
      WatchFigures figures,
      Condition condition,
      String version,
      InstantSource clock)
      throws IOException {
    HttpServer server = listening(listen);
    HttpHandler metrics = new MetricsHandler(WatchMetrics.of(figures, version, clock));
    HttpHandler page = exchange -> answer(exchange, 200, "text/html; charset=utf-8", page(version));
    server.createContext(
        "/",
        exchange -> {
          // Contexts match whatever begins with their path.
          switch (exchange.getRequestURI().getPath()) {
            case "/" -> ifAsked(exchange, page);
            case "/metrics" -> ifAsked(exchange, metrics);
            case "/-/healthy" -> ifAsked(exchange, verdict(condition.fault()));
            case "/-/ready" -> ifAsked(exchange, verdict(condition.awaited()));
            default -> answer(exchange, 404, TEXT, "not here: see /\n");
          }
        });
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, OperationServer::thread);
    server.setExecutor(threads);
    server.start();
    return new OperationServer(server, threads);
  }

  private static HttpServer listening(InetSocketAddress listen) throws IOException {
    if (listen.isUnresolved()) {
      throw new IOException(
          "cannot listen at %s: no host of that name is known; leave it out to listen on all addresses"
              .formatted(text(listen)));
    }
    try {
      return HttpServer.create(listen, 0);
    } catch (SocketException e) {
      // The JDK tells the kinds of this apart by the operating system's words alone.
      throw new IOException(
          "cannot listen at %s (%s): choose a free port above 1023 and an address of this machine"
              .formatted(text(listen), e.getMessage()),
          e);
    }
  }

  private static String text(InetSocketAddress listen) {
    return listen.getHostString() + ":" + listen.getPort();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "operation");
    thread.setDaemon(true);
    return thread;
  }

  private static void limitSeconds(String property, int seconds) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(seconds));
    }
  }

  private static void ifAsked(HttpExchange exchange, HttpHandler handler) throws IOException {
    if (METHODS.contains(exchange.getRequestMethod())) {
      handler.handle(exchange);
    } else {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      answer(exchange, 405, TEXT, "only GET and HEAD are possible\n");
    }
  }

  private static HttpHandler verdict(Optional<String> objection) {
    return exchange ->
        answer(exchange, objection.isEmpty() ? 200 : 503, TEXT, objection.orElse("ok") + "\n");
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private static String page(String version) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <title>gfs-to-prometheus</title>
        <h1>gfs-to-prometheus %s</h1>
        <p>follows statistics archives of Geode and GemFire.</p>
        <ul>
        <li><a href="metrics">metrics</a>
        <li><a href="-/healthy">healthy</a>: does it work?
        <li><a href="-/ready">ready</a>: has it caught up?
        </ul>
        """
        .formatted(version);
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Breaks off what is being answered: a stop must not wait for who reads slowly. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
