package io.github.gfstoprometheus.protocol;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.Map;

/**
 * Packs series into messages of a size at most, and hands each message over when it is full. A
 * series that does not fit goes on in the next message.
 *
 * <pre>{@code
 * requests.series(labels, metadata);
 * requests.samples(times, 0, 60, Double.doubleToRawLongBits(1));
 * requests.flush();
 * }</pre>
 *
 * <p>The order of fields is that of their numbers, as other encoders have it.
 */
public final class RequestEncoder {
  /** The most that the bytes of a series are preceded by: a tag and a length. */
  private static final int SERIES_HEADER_BYTES = 1 + 5;

  /** The most that a text costs beside its bytes: tag, length, and two references to it. */
  private static final int SYMBOL_OVERHEAD_BYTES = 1 + 5 + 2 * 5;

  private static final int MAX_UTF8_BYTES = 3;

  /** Takes messages. */
  @FunctionalInterface
  public interface Taker {
    /** Takes a message, which is valid during the call. */
    void take(EncodedRequest request) throws IOException;
  }

  private final int mostBytes;
  private final Taker taker;
  private final Symbols symbols = new Symbols();
  private final Bytes timeseries = new Bytes();
  private final EncodedRequest request = new EncodedRequest(symbols.bytes(), timeseries);
  private final Bytes labelReferences = new Bytes();
  private final Bytes metadataField = new Bytes();

  /** The series that samples are being added to: its fields but the last. */
  private final Bytes series = new Bytes();

  private LabelSet labels = LabelSet.of(Map.of());
  private SeriesMetadata metadata = SeriesMetadata.NONE;
  private boolean hasSamples;

  /**
   * An encoder.
   *
   * @param mostBytes the size of the largest message, unless the labels of a single series and one
   *     of its samples take more
   */
  public RequestEncoder(int mostBytes, Taker taker) {
    this.mostBytes = mostBytes;
    this.taker = taker;
  }

  /** Begins a series, whose samples follow. */
  public void series(LabelSet newLabels, SeriesMetadata newMetadata) throws IOException {
    endSeries();
    labels = newLabels;
    metadata = newMetadata;
    if (timeseries.size() > 0 && sizeBytes() + mostBytesToBegin() > mostBytes) {
      handOver();
    }
    beginSeries();
  }

  /** Adds samples of one value, at ticks from one to before another. */
  public void samples(SampleTimes times, int fromTick, int endTick, long valueBits)
      throws IOException {
    int tick = times.put(fromTick, endTick, valueBits, roomBytes(), series);
    hasSamples |= tick > fromTick;
    while (tick < endTick) {
      if (hasSamples) {
        endSeries();
        handOver();
        beginSeries();
      }
      int first = times.put(tick, tick + 1, valueBits, Integer.MAX_VALUE, series);
      hasSamples = true;
      tick = times.put(first, endTick, valueBits, roomBytes(), series);
    }
  }

  /** Ends the series, and hands over what there is. */
  public void flush() throws IOException {
    endSeries();
    if (timeseries.size() > 0) {
      handOver();
    }
  }

  private int sizeBytes() {
    return symbols.bytes().size() + timeseries.size();
  }

  /** How many bytes of samples the series can still have in this message. */
  private int roomBytes() {
    int size = sizeBytes() + SERIES_HEADER_BYTES + series.size() + metadataField.size();
    return Math.max(0, mostBytes - size);
  }

  /** The most that a series with one sample takes: that it is mostly less does little harm. */
  private long mostBytesToBegin() {
    long bytes = SERIES_HEADER_BYTES + SampleTimes.MAX_SAMPLE_BYTES;
    for (int label = 0; label < labels.size(); label++) {
      bytes += mostBytes(labels.name(label)) + mostBytes(labels.value(label));
    }
    return bytes + mostBytes(metadata.help()) + mostBytes(metadata.unit());
  }

  private static long mostBytes(String text) {
    return (long) MAX_UTF8_BYTES * text.length() + SYMBOL_OVERHEAD_BYTES;
  }

  private void beginSeries() {
    labelReferences.clear();
    for (int label = 0; label < labels.size(); label++) {
      labelReferences.putVarint(symbols.reference(labels.name(label)));
      labelReferences.putVarint(symbols.reference(labels.value(label)));
    }
    series.put(RemoteWriteFormat.LABELS_REFS);
    series.putVarint(labelReferences.size());
    series.put(labelReferences);
    encodeMetadata();
    hasSamples = false;
  }

  private void encodeMetadata() {
    metadataField.clear();
    if (metadata.equals(SeriesMetadata.NONE)) {
      return;
    }
    Bytes fields = labelReferences; // which are in the series already
    fields.clear();
    putUnlessZero(RemoteWriteFormat.METADATA_TYPE, metadata.type().number(), fields);
    putUnlessZero(RemoteWriteFormat.METADATA_HELP_REF, symbols.reference(metadata.help()), fields);
    putUnlessZero(RemoteWriteFormat.METADATA_UNIT_REF, symbols.reference(metadata.unit()), fields);
    metadataField.put(RemoteWriteFormat.METADATA);
    metadataField.putVarint(fields.size());
    metadataField.put(fields);
  }

  private static void putUnlessZero(int tag, int value, Bytes target) {
    if (value != 0) {
      target.put(tag);
      target.putVarint(value);
    }
  }

  private void endSeries() {
    if (hasSamples) {
      timeseries.put(RemoteWriteFormat.TIMESERIES);
      timeseries.putVarint(series.size() + metadataField.size());
      timeseries.put(series);
      timeseries.put(metadataField);
      hasSamples = false;
    }
    series.clear();
  }

  private void handOver() throws IOException {
    taker.take(request);
    symbols.clear();
    timeseries.clear();
  }
}
