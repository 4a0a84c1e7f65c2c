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

/**
 * A batch, and the times that its series share, encoded once for all shards.
 *
 * @param times those of its ticks
 */
record BatchEncoder(Batch batch, SampleTimes times) {
  static BatchEncoder of(Batch batch) {
    return new BatchEncoder(batch, SampleTimes.of(batch.tickCount(), batch::millis));
  }

  /** Encodes the series of one shard, in their order. */
  void encode(int shard, int shards, RequestEncoder requests) throws IOException {
    for (int series = 0; series < batch.seriesCount(); series++) {
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
