package io.github.gfstoprometheus.oracle;

import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import io.github.gfstoprometheus.testkit.prometheus.SampleConsumer;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.BlockSeries;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.block.SampleCursor;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a foreign program reads from blocks: all samples by the labels of their series. */
final class ReadBack implements SampleConsumer {
  private final Map<Map<String, String>, SampleList> series = new HashMap<>();
  private String currentText = "";
  private SampleList current = new SampleList();
  private long samples;

  @Override
  @SuppressWarnings("ReferenceEquality") // one object for as long as a series goes on
  public void accept(String labels, double value, long timestampMillis) {
    if (labels != currentText) {
      currentText = labels;
      current = series.computeIfAbsent(LabelSetText.parse(labels), key -> new SampleList());
    }
    current.add(timestampMillis, value);
    samples++;
  }

  /** Samples that were read by other means. */
  static ReadBack of(SeriesSamples samples) {
    ReadBack all = new ReadBack();
    for (LabelSet labels : samples.labels()) {
      SampleList list = new SampleList();
      for (Sample sample : samples.samples(labels)) {
        list.add(sample.timestampMillis(), Double.longBitsToDouble(sample.valueBits()));
        all.samples++;
      }
      all.series.put(labels.toMap(), list);
    }
    return all;
  }

  /** All that promtool dumps, after it has checked each block. */
  static ReadBack byPromtool(Path data) throws IOException {
    for (String ulid : Blocks.list(data)) {
      Promtool.analyzeExtended(data, ulid);
    }
    ReadBack dumped = new ReadBack();
    Promtool.dump(data, dumped);
    return dumped;
  }

  /** How many samples of the blocks are stale markers, by our own reader: promtool cannot tell. */
  static long countStaleMarkers(Path data) throws IOException {
    long markers = 0;
    for (BlockReader block : BlockReader.openAll(data)) {
      for (BlockSeries one : block.series()) {
        SampleCursor cursor = one.samples();
        while (cursor.next()) {
          markers += cursor.valueBits() == StaleMarker.BITS ? 1 : 0;
        }
      }
    }
    return markers;
  }

  long samples() {
    return samples;
  }

  Map<Map<String, String>, SampleList> series() {
    return series;
  }
}
