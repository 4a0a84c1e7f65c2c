package io.github.gfstoprometheus.protocol;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** The stream that the document shows byte by byte. */
final class DocumentedStream {
  static final LabelSet GETS = LabelSet.of(Map.of("__name__", "gets", "member", "s1"));
  static final LabelSet HEAP = LabelSet.of(Map.of("__name__", "heap", "member", "s1"));
  static final long FIRST_MILLIS = 1_700_000_000_000L;

  private DocumentedStream() {}

  static byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StreamWriter stream = new StreamWriter(out)) {
      RequestEncoder requests = new RequestEncoder(1 << 20, stream::write);
      SampleTimes times = SampleTimes.of(2, tick -> FIRST_MILLIS + 1000L * tick);
      requests.series(GETS, new SeriesMetadata(MetricType.COUNTER, "Gets done", "operations"));
      requests.samples(times, 0, 1, 0);
      requests.samples(times, 1, 2, Double.doubleToRawLongBits(17));
      requests.series(HEAP, new SeriesMetadata(MetricType.GAUGE, "", ""));
      requests.samples(times, 0, 1, Double.doubleToRawLongBits(0.5));
      requests.samples(times, 1, 2, StaleMarker.BITS);
      requests.flush();
      stream.end();
    }
    return out.toByteArray();
  }
}
