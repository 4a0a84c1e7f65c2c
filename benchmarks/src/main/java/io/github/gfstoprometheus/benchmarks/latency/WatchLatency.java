package io.github.gfstoprometheus.benchmarks.latency;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;

import io.github.gfstoprometheus.benchmarks.BenchmarkCommand;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.process.LastingProcess;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import io.github.gfstoprometheus.testkit.geode.ArchiveListener;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.ClusterShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.testkit.geode.MemberHabits;
import io.github.gfstoprometheus.testkit.geode.SimulatedCluster;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code benchmarks/latency}: from the file to the answer. */
@Command(
    name = "benchmarks/latency",
    description =
        "Watches members that sample each second, by remote write into a real Prometheus, and asks"
            + " that for each sample; fails if one is missing or the 99th percentile is too high.",
    mixinStandardHelpOptions = true)
public final class WatchLatency implements Callable<Integer> {
  private static final Duration ASK_EVERY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--members",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many members sample (default: ${DEFAULT-VALUE})")
  private int members;

  @Option(
      names = "--series",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many series each has (default: ${DEFAULT-VALUE})")
  private int series;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long samples count (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many seconds before do not count (default: ${DEFAULT-VALUE})")
  private int warmUpSeconds;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often, a line each (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(
      names = "--limit",
      paramLabel = "MILLIS",
      defaultValue = "2000",
      description = "What the 99th percentile may be (default: ${DEFAULT-VALUE})")
  private int limitMillis;

  @Option(
      names = "--watch-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Options for watch, in one argument (default: none)")
  private String watchOptions;

  private final MarkdownTable table =
      new MarkdownTable(
          "members", "series each", "samples", "p50 ms", "p90 ms", "p99 ms", "max ms", "RSS MB");
  private boolean failed;

  /** See {@code --help} for the arguments. */
  public static void main(String[] arguments) {
    System.exit(BenchmarkCommand.run(new WatchLatency(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Launcher.prepare();
    for (int run = 0; run < runs; run++) {
      try (Scratch scratch = Scratch.create()) {
        measure(scratch);
      }
    }
    table.print(System.out);
    return failed ? 1 : 0;
  }

  private void measure(Scratch scratch) throws IOException {
    Path live = Files.createDirectories(scratch.path("live"));
    Path data = Files.createDirectories(scratch.path("prometheus"));
    try (PrometheusServer server =
            PrometheusServer.start(data, PrometheusServer.REMOTE_WRITE_RECEIVER);
        LastingProcess watch = LastingProcess.start(command(live, server, scratch), scratch);
        SimulatedCluster cluster = new SimulatedCluster(live, shape(), ArchiveListener.NONE)) {
      Beats beats = new Beats(Duration.ofSeconds(warmUpSeconds));
      cluster.whenFlushed(beats::flushed);
      cluster.startSampling(1);
      long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds + warmUpSeconds);
      while (System.nanoTime() - endNanos < 0) {
        ask(server, beats);
        watch.demandAlive();
      }
      cluster.stop();
      long residentBytes = watch.residentBytes();
      awaitAll(server, beats);
      addRow(beats, residentBytes);
      watch.stop();
    }
  }

  private List<String> command(Path live, PrometheusServer server, Scratch scratch)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "watch",
                live.toString(),
                "--remote-write",
                server.address() + "/api/v1/write",
                "--state",
                Files.createDirectories(scratch.path("state")).toString()));
    if (!watchOptions.isBlank()) {
      arguments.addAll(List.of(watchOptions.trim().split("\\s+", -1)));
    }
    return Launcher.command("", arguments);
  }

  /** Rolls come in every run, spread over it. */
  private ClusterShape shape() {
    ArchiveShape member =
        ArchiveShape.typical()
            .withSeries(series)
            .withClock(Instant.now(), Duration.ofSeconds(1), Jitter.LINUX);
    return ClusterShape.of(members, member).withHabits(MemberHabits.steady().rolling(45, 5));
  }

  private static void ask(PrometheusServer server, Beats beats) throws IOException {
    long startNanos = System.nanoTime();
    List<String> labels = new ArrayList<>();
    List<Integer> values = new ArrayList<>();
    server.query(
        "gemfire_beats",
        System.currentTimeMillis() + 1000,
        (series, value, timestampMillis) -> {
          labels.add(series);
          values.add((int) value);
        });
    long answeredNanos = System.nanoTime();
    for (int i = 0; i < labels.size(); i++) {
      beats.seen(LabelSetText.parse(labels.get(i)).get("member"), values.get(i), answeredNanos);
    }
    long leftNanos = ASK_EVERY.toNanos() - (System.nanoTime() - startNanos);
    try {
      TimeUnit.NANOSECONDS.sleep(leftNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Prometheus was asked", e);
    }
  }

  private void awaitAll(PrometheusServer server, Beats beats) throws IOException {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!beats.isAllSeen()) {
      if (System.nanoTime() - endNanos > 0) {
        failed = true;
        System.err.println("not all samples can be seen " + PATIENCE + " after the last one");
        return;
      }
      ask(server, beats);
    }
  }

  private void addRow(Beats beats, long residentBytes) {
    double p99 = beats.millis(0.99);
    failed |= !(p99 <= limitMillis);
    table.row(
        count(members),
        count(series),
        count(beats.count()),
        number("%.0f", beats.millis(0.5)),
        number("%.0f", beats.millis(0.9)),
        number("%.0f", p99),
        number("%.0f", beats.millis(1)),
        count(residentBytes / 1_000_000));
  }
}
