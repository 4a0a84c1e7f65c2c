package io.github.gfstoprometheus.convert;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What the archives of a member say of the metrics that their series have, each as soon as its
 * first series is opened. Where two statistics are one metric, it is the first that counts.
 */
public final class MetricCatalog {
  private final ConcurrentMap<String, MetricMetadata> metrics = new ConcurrentHashMap<>();

  void put(String metric, MetricMetadata metadata) {
    metrics.putIfAbsent(metric, metadata);
  }

  /** What is known of a metric, if it is one of the archives. */
  public Optional<MetricMetadata> get(String metric) {
    return Optional.ofNullable(metrics.get(metric));
  }
}
