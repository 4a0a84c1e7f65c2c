package io.github.gfstoprometheus.remotewrite;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.protocol.EncodedRequest;
import io.github.gfstoprometheus.protocol.MetadataMessage;
import io.github.gfstoprometheus.protocol.SeriesMetadata;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What version 1.0 says of metrics, apart from samples: of each with its first samples, and again
 * after some minutes, as receivers keep it in memory alone.
 */
final class MetadataSchedule {
  private static final long AGAIN_NANOS = Duration.ofMinutes(5).toNanos();

  /** Some of these make a message of the usual size, and receivers take more. */
  private static final int METRICS_IN_MESSAGE = 2000;

  private final LongSupplier nanoClock;
  private final Map<String, Long> saidNanos = new HashMap<>();

  MetadataSchedule(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The messages that are due with these batches, which are taken to be sent. */
  List<EncodedRequest> due(List<Batch> batches) {
    long nowNanos = nanoClock.getAsLong();
    List<EncodedRequest> messages = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    MetadataMessage message = new MetadataMessage();
    int metrics = 0;
    for (Batch batch : batches) {
      for (int series = 0; series < batch.seriesCount(); series++) {
        String metric = batch.labels(series).value(LabelSet.METRIC_NAME);
        if (seen.add(metric) && isDue(metric, nowNanos)) {
          SeriesMetadata metadata = BatchEncoder.metadata(batch, series);
          if (!metadata.equals(SeriesMetadata.NONE)) {
            message.add(metric, metadata);
            metrics++;
          }
        }
        if (metrics == METRICS_IN_MESSAGE) {
          messages.add(message.request());
          message = new MetadataMessage();
          metrics = 0;
        }
      }
    }
    if (metrics > 0) {
      messages.add(message.request());
    }
    return messages;
  }

  private boolean isDue(String metric, long nowNanos) {
    Long said = saidNanos.get(metric);
    boolean isDue = said == null || nowNanos - said >= AGAIN_NANOS;
    if (isDue) {
      saidNanos.put(metric, nowNanos);
    }
    return isDue;
  }
}
