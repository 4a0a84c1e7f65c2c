package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.operation.Condition;
import io.github.gfstoprometheus.operation.JsonJournal;
import io.github.gfstoprometheus.operation.OperationServer;
import io.github.gfstoprometheus.operation.RepeatedProblems;
import io.github.gfstoprometheus.operation.TextJournal;
import io.github.gfstoprometheus.watch.Journal;
import io.github.gfstoprometheus.watch.WatchFigures;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of those who operate a command that goes on for long. */
final class OperationMixin {
  /** What lines on standard error look like. */
  enum LogFormat {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern ADDRESS =
      Pattern.compile("(?<host>|[^:\\[\\]\\s]+|\\[[^\\[\\]\\s]+]):(?<port>\\d{1,5})");

  private static final int MAX_PORT = 0xFFFF;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Optional<InetSocketAddress> listen = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "[HOST]:PORT",
      description = {
        "Serve the program's own metrics (/metrics) and its health (/-/healthy, /-/ready) there:",
        ":9180 on all addresses, localhost:9180 for this machine alone"
            + " (default: nothing listens)"
      })
  void setListen(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches() || Integer.parseInt(address.group("port")) > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(),
          "--listen: '%s' is not [HOST]:PORT, such as :9180, localhost:9180 or [::1]:9180"
              .formatted(text));
    }
    int port = Integer.parseInt(address.group("port"));
    String host = address.group("host");
    listen =
        Optional.of(
            host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
  }

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "What lines on standard error are: text, or json, an object a line"
              + " (default: ${DEFAULT-VALUE})")
  private LogFormat logFormat;

  /** Whether somebody is to be answered. */
  boolean isListening() {
    return listen.isPresent();
  }

  /** What takes what happens, as the options want it told. */
  RepeatedProblems journal(Environment environment, OutputMixin output) {
    Journal.Level least = output.isQuiet() ? Journal.Level.PROBLEM : Journal.Level.INFO;
    Journal lines =
        switch (logFormat) {
          case TEXT -> new TextJournal(environment.errors(), least);
          case JSON -> new JsonJournal(environment.errors(), least, environment.clock());
        };
    return new RepeatedProblems(lines, environment.clock());
  }

  /** Answers those who ask, until it is closed; without the option, nobody can ask. */
  Closeable openServer(
      WatchFigures figures, Condition condition, Journal journal, InstantSource clock)
      throws IOException {
    if (listen.isEmpty()) {
      return () -> {};
    }
    OperationServer server =
        OperationServer.open(listen.get(), figures, condition, VersionProvider.version(), clock);
    journal.info(
        "listening",
        "metrics and health are served at port " + server.port(),
        Map.of("port", server.port()));
    return server;
  }
}
