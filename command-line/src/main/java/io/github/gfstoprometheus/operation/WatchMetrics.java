package io.github.gfstoprometheus.operation;

import io.github.gfstoprometheus.watch.SinkFigures;
import io.github.gfstoprometheus.watch.SinkFigures.Position;
import io.github.gfstoprometheus.watch.WatchFigures;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a watch, and of the process that it is. Figures are read at a scrape and kept
 * nowhere else, so that they never disagree with what the watch itself goes by.
 */
final class WatchMetrics {
  private static final String PREFIX = "gfs_to_prometheus_";
  private static final String SINK = "sink";

  private final WatchFigures figures;
  private final InstantSource clock;
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private WatchMetrics(WatchFigures figures, InstantSource clock) {
    this.figures = figures;
    this.clock = clock;
  }

  static PrometheusRegistry of(WatchFigures figures, String version, InstantSource clock) {
    WatchMetrics metrics = new WatchMetrics(figures, clock);
    metrics.registerBuild(version);
    metrics.registerWatch();
    metrics.registerSinks();
    metrics.registerPublications("blocks", "blocks_published", "Blocks that were published.");
    metrics.registerPublications(
        "remote_write", "requests_sent", "Requests that the receiver accepted.");
    metrics.registerPositions();
    metrics.registerProcess();
    return metrics.registry;
  }

  private void registerBuild(String version) {
    Info.builder()
        .name(PREFIX + "build_info")
        .help("The program's version.")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version);
  }

  private void registerWatch() {
    gauge("archives_followed", "Archives that are there now.", figures::archives);
    gauge("members_followed", "Members that have written archives.", figures::members);
    GaugeWithCallback.builder()
        .name(PREFIX + "scan_timestamp_seconds")
        .help("When the directories were looked through last.")
        .callback(
            callback -> {
              if (figures.scannedMillis() > 0) {
                callback.call(seconds(figures.scannedMillis()));
              }
            })
        .register(registry);
  }

  private void registerSinks() {
    bytes(
        "read",
        "Bytes that were read of archives, compressed ones as they are.",
        SinkFigures::bytesIn);
    counter("ticks", "Samples of archives that were read.", SinkFigures::ticks);
    counter("samples", "Samples of series that were published.", SinkFigures::samples);
    counter(
        "rejected_samples",
        "Samples of series that the receiver refused for good.",
        SinkFigures::rejectedSamples);
    bytes("written", "Bytes of blocks that were written, or of requests.", SinkFigures::bytesOut);
    counter("retries", "How often something was tried again.", SinkFigures::retries);
    counter("problems", "How often something went wrong.", SinkFigures::problems);
    GaugeWithCallback.builder()
        .name(PREFIX + "last_publication_timestamp_seconds")
        .help("When something was published last.")
        .labelNames(SINK)
        .callback(
            callback -> {
              for (SinkFigures sink : figures.sinks()) {
                if (sink.publishedMillis() > 0) {
                  callback.call(seconds(sink.publishedMillis()), sink.sink());
                }
              }
            })
        .register(registry);
  }

  /** What is published has a name of its own in each sink: blocks and requests have no sum. */
  private void registerPublications(String sink, String name, String help) {
    if (figures.sinks().stream().noneMatch(each -> each.sink().equals(sink))) {
      return;
    }
    CounterWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(
            callback ->
                callback.call(
                    figures.sinks().stream()
                        .filter(each -> each.sink().equals(sink))
                        .mapToDouble(SinkFigures::publications)
                        .sum()))
        .register(registry);
  }

  private void registerPositions() {
    positions(
        "archive_lag_seconds",
        "How long ago the time of the last sample is that was read of an archive.",
        position -> position.lastMillis() > 0,
        position -> seconds(clock.millis() - position.lastMillis()));
    positions(
        "archive_unread_bytes",
        "How much of an archive was not read yet.",
        position -> true,
        position -> Math.max(0, position.sizeBytes() - position.readBytes()));
  }

  private void positions(
      String name, String help, Predicate<Position> known, ToDoubleFunction<Position> value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames(SINK, "member", "archive")
        .callback(
            callback -> {
              for (SinkFigures sink : figures.sinks()) {
                for (Position position : sink.positions()) {
                  if (known.test(position)) {
                    callback.call(
                        value.applyAsDouble(position),
                        sink.sink(),
                        position.member(),
                        position.archive());
                  }
                }
              }
            })
        .register(registry);
  }

  /** What tells whether memory, threads or files run out. */
  private void registerProcess() {
    ProcessMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  private void counter(String name, String help, ToDoubleFunction<SinkFigures> value) {
    counter(CounterWithCallback.builder().name(PREFIX + name).help(help), value);
  }

  private void bytes(String name, String help, ToDoubleFunction<SinkFigures> value) {
    counter(CounterWithCallback.builder().name(PREFIX + name).help(help).unit(Unit.BYTES), value);
  }

  private void counter(CounterWithCallback.Builder counter, ToDoubleFunction<SinkFigures> value) {
    counter
        .labelNames(SINK)
        .callback(
            callback ->
                figures
                    .sinks()
                    .forEach(sink -> callback.call(value.applyAsDouble(sink), sink.sink())))
        .register(registry);
  }

  private static double seconds(long millis) {
    return millis / 1e3;
  }
}
