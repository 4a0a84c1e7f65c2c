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

  /** Takes messages. */
  @FunctionalInterface
  public interface Taker {
    /** Takes a message, which is valid during the call. */
    void take(EncodedRequest request) throws IOException;
  }

  private final int mostBytes;
  private final Taker taker;
  private final int timeseriesTag;
  private final RequestForm form;
  private final Bytes timeseries = new Bytes();
  private final EncodedRequest request;

  /** The series that samples are being added to: its fields but the last. */
  private final Bytes series = new Bytes();

  /** What stands behind its samples. */
  private final Bytes behind = new Bytes();

  private LabelSet labels = LabelSet.of(Map.of());
  private SeriesMetadata metadata = SeriesMetadata.NONE;
  private int samplesOfSeries;
  private int samplesOfRequest;

  /**
   * An encoder of messages of version 2.0.
   *
   * @param mostBytes as below
   */
  public RequestEncoder(int mostBytes, Taker taker) {
    this(ProtocolVersion.TWO, mostBytes, taker);
  }

  /**
   * An encoder.
   *
   * @param mostBytes the size of the largest message, unless the labels of a single series and one
   *     of its samples take more
   */
  public RequestEncoder(ProtocolVersion version, int mostBytes, Taker taker) {
    this.mostBytes = mostBytes;
    this.taker = taker;
    this.timeseriesTag = version.timeseriesTag();
    this.form = version.form();
    this.request = new EncodedRequest(form.head(), timeseries);
  }

  /** A message without a series. */
  public static EncodedRequest empty(ProtocolVersion version) {
    return new EncodedRequest(version.form().head(), new Bytes());
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
    samplesOfSeries += tick - fromTick;
    while (tick < endTick) {
      if (samplesOfSeries > 0) {
        endSeries();
        handOver();
        beginSeries();
      }
      int first = times.put(tick, tick + 1, valueBits, Integer.MAX_VALUE, series);
      int next = times.put(first, endTick, valueBits, roomBytes(), series);
      samplesOfSeries += next - tick;
      tick = next;
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
    return form.head().size() + timeseries.size();
  }

  /** How many bytes of samples the series can still have in this message. */
  private int roomBytes() {
    int size = sizeBytes() + SERIES_HEADER_BYTES + series.size() + behind.size();
    return Math.max(0, mostBytes - size);
  }

  /** The most that a series with one sample takes. */
  private long mostBytesToBegin() {
    return SERIES_HEADER_BYTES
        + SampleTimes.MAX_SAMPLE_BYTES
        + form.mostBytesToBegin(labels, metadata);
  }

  private void beginSeries() {
    behind.clear();
    form.begin(labels, metadata, series, behind);
    samplesOfSeries = 0;
  }

  private void endSeries() {
    if (samplesOfSeries > 0) {
      timeseries.put(timeseriesTag);
      timeseries.putVarint(series.size() + behind.size());
      timeseries.put(series);
      timeseries.put(behind);
      samplesOfRequest += samplesOfSeries;
      samplesOfSeries = 0;
    }
    series.clear();
  }

  private void handOver() throws IOException {
    request.setSamples(samplesOfRequest);
    samplesOfRequest = 0;
    try {
      taker.take(request);
    } finally {
      form.clear();
      timeseries.clear();
    }
  }
}
