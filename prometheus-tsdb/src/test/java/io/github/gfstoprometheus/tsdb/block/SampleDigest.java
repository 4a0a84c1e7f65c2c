package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.SampleConsumer;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * Millions of samples in little space: for each series how many there are, and a hash of their
 * times and value bits in order.
 */
final class SampleDigest implements SampleConsumer {
  /** Values as they are. */
  static final LongUnaryOperator EXACT = LongUnaryOperator.identity();

  /** As text shows them: all NaNs, the stale marker among them, are one. */
  static final LongUnaryOperator AS_TEXT =
      bits -> Double.doubleToLongBits(Double.longBitsToDouble(bits));

  /** As protobuf carries them: −0.0 arrives as 0.0. */
  static final LongUnaryOperator AS_PROTOBUF = bits -> bits == Long.MIN_VALUE ? 0 : bits;

  private final LongUnaryOperator seen;
  private final Map<LabelSet, Entry> series = new TreeMap<>();
  private String currentText = "";
  private LabelSet parsedText = LabelSet.of(Map.of());
  private LabelSet currentLabels = parsedText;
  private Entry current = new Entry();

  /**
   * An empty digest.
   *
   * @param seen what becomes of a value's bits on the way
   */
  SampleDigest(LongUnaryOperator seen) {
    this.seen = seen;
  }

  /** What our own reader finds in all blocks, which must not overlap. */
  static SampleDigest ofBlocks(Path data) throws IOException {
    SampleDigest digest = new SampleDigest(EXACT);
    for (BlockReader block : BlockReader.openAll(data)) {
      for (BlockSeries one : block.series()) {
        SampleCursor cursor = one.samples();
        while (cursor.next()) {
          digest.add(one.labels(), cursor.timestampMillis(), cursor.valueBits());
        }
      }
    }
    return digest;
  }

  @SuppressWarnings("ReferenceEquality") // mostly one object for as long as a series goes on
  void add(LabelSet labels, long millis, long bits) {
    if (labels != currentLabels) {
      currentLabels = labels;
      current = entry(labels);
    }
    current.add(millis, seen.applyAsLong(bits));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // one object for as long as a series goes on
  public void accept(String labels, double value, long timestampMillis) {
    if (labels != currentText) {
      currentText = labels;
      parsedText = LabelSet.of(LabelSetText.parse(labels));
    }
    add(parsedText, timestampMillis, Double.doubleToRawLongBits(value));
  }

  private Entry entry(LabelSet labels) {
    return series.computeIfAbsent(labels, key -> new Entry());
  }

  /** The digests, to be compared: a text for each series. */
  Map<LabelSet, String> bySeries() {
    Map<LabelSet, String> texts = new TreeMap<>();
    series.forEach((labels, entry) -> texts.put(labels, entry.samples + " samples, " + entry.hash));
    return texts;
  }

  private static final class Entry {
    private long samples;
    private long hash;

    void add(long millis, long bits) {
      samples++;
      hash = (hash ^ millis) * 0x9E37_79B9_7F4A_7C15L;
      hash = (Long.rotateLeft(hash, 29) ^ bits) * 0xBF58_476D_1CE4_E5B9L;
    }
  }
}
