package io.github.gfstoprometheus.remotewrite;

import io.github.gfstoprometheus.convert.MetricMetadata;
import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.protocol.MetricType;
import io.github.gfstoprometheus.protocol.RequestEncoder;
import io.github.gfstoprometheus.protocol.SampleTimes;
import io.github.gfstoprometheus.protocol.SeriesMetadata;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.Arrays;

/**
 * A batch, and the times that its series share, encoded once for all shards. Its series come in an
 * order of their own: that of the batch depends on what was read before, and a request that is made
 * anew after a crash must be the same as before, so that a receiver knows it again as a whole.
 */
final class BatchEncoder {
  private final Batch batch;

  /** Those of its ticks. */
  private final SampleTimes times;

  private final int[] order;

  private BatchEncoder(Batch batch, SampleTimes times, int[] order) {
    this.batch = batch;
    this.times = times;
    this.order = order;
  }

  static BatchEncoder of(Batch batch) {
    return new BatchEncoder(batch, SampleTimes.of(batch.tickCount(), batch::millis), order(batch));
  }

  /** By the hashes of their labels, which is quick, and by the labels where those are the same. */
  private static int[] order(Batch batch) {
    long[] keys = new long[batch.seriesCount()];
    for (int series = 0; series < keys.length; series++) {
      keys[series] = (long) batch.labels(series).hashCode() << Integer.SIZE | series;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      int series = (int) keys[i];
      int place = i;
      while (place > 0
          && keys[place - 1] >> Integer.SIZE == keys[i] >> Integer.SIZE
          && batch.labels(series).compareTo(batch.labels(order[place - 1])) < 0) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = series;
    }
    return order;
  }

  /** Encodes the series of one shard, in an order that depends on their labels alone. */
  void encode(int shard, int shards, RequestEncoder requests) throws IOException {
    for (int series : order) {
      LabelSet labels = batch.labels(series);
      if (shardOf(labels, shards) == shard) {
        requests.series(labels, metadata(batch, series));
        SampleRuns samples = batch.samples(series);
        while (samples.next()) {
          requests.samples(times, samples.fromTick(), samples.endTick(), samples.valueBits());
        }
      }
    }
  }

  /** The shard of a series, the same in every run of the program. */
  static int shardOf(LabelSet labels, int shards) {
    long mixed = labels.hashCode() * 0x9E37_79B9_7F4A_7C15L; // similar labels have similar hashes
    return (int) ((mixed >>> Integer.SIZE) % shards);
  }

  /** What is known of the metric of a series: a counter that falls began anew to receivers too. */
  static SeriesMetadata metadata(Batch batch, int series) {
    return batch.metadata(series).map(BatchEncoder::metadata).orElse(SeriesMetadata.NONE);
  }

  private static SeriesMetadata metadata(MetricMetadata metric) {
    MetricType type = metric.counter() ? MetricType.COUNTER : MetricType.GAUGE;
    return new SeriesMetadata(type, metric.help(), metric.unit());
  }
}
