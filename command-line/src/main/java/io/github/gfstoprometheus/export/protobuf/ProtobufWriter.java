package io.github.gfstoprometheus.export.protobuf;

import io.github.gfstoprometheus.convert.MetricMetadata;
import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.export.SampleWriter;
import io.github.gfstoprometheus.protocol.MetricType;
import io.github.gfstoprometheus.protocol.RequestEncoder;
import io.github.gfstoprometheus.protocol.SampleTimes;
import io.github.gfstoprometheus.protocol.SeriesMetadata;
import io.github.gfstoprometheus.protocol.StreamWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes a batch as one or more messages, none of which has samples of another batch. */
public final class ProtobufWriter implements SampleWriter {
  private static final int MESSAGE_BYTES = 1 << 20;

  private final StreamWriter stream;
  private final RequestEncoder requests;

  /** A writer that closes its output. */
  public ProtobufWriter(OutputStream out) throws IOException {
    stream = new StreamWriter(out);
    requests = new RequestEncoder(MESSAGE_BYTES, stream::write);
  }

  @Override
  public void write(Batch batch) throws IOException {
    SampleTimes times = SampleTimes.of(batch.tickCount(), batch::millis);
    for (int series = 0; series < batch.seriesCount(); series++) {
      requests.series(batch.labels(series), metadata(batch.metadata(series)));
      SampleRuns samples = batch.samples(series);
      while (samples.next()) {
        requests.samples(times, samples.fromTick(), samples.endTick(), samples.valueBits());
      }
    }
    requests.flush();
    stream.flush();
  }

  private static SeriesMetadata metadata(Optional<MetricMetadata> known) {
    return known.map(ProtobufWriter::metadata).orElse(SeriesMetadata.NONE);
  }

  /** Counters that fall all the same are counters to Prometheus too: they began anew. */
  private static SeriesMetadata metadata(MetricMetadata metric) {
    MetricType type = metric.counter() ? MetricType.COUNTER : MetricType.GAUGE;
    return new SeriesMetadata(type, metric.help(), metric.unit());
  }

  @Override
  public void finish() throws IOException {
    stream.end();
  }

  @Override
  public long bytesOut() {
    return stream.bytesOut();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
