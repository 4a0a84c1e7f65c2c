package io.github.gfstoprometheus.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A message taken apart by series: messages that have some of its series each, and of its symbols
 * those that these refer to, so that a part is as much smaller as it has fewer series.
 */
public final class RequestBySeries {
  /** Where something lies in the message: from a byte to before another. */
  private record Span(int from, int end) {
    int length() {
      return end - from;
    }
  }

  private static final int NONE = -1;

  private final ProtocolVersion version;
  private final byte[] message;
  private final List<Span> series = new ArrayList<>();
  private final List<Span> symbols = new ArrayList<>();

  /** What stands before the series in each part: of 2.0, its symbols. */
  private final Bytes head = new Bytes();

  /** The symbols of the part by those of the message. */
  private final int[] references;

  private final Bytes timeseries = new Bytes();
  private final Bytes fields = new Bytes();
  private final Bytes inner = new Bytes();
  private final EncodedRequest request = new EncodedRequest(head, timeseries);
  private int symbolsOfPart;
  private int samplesOfPart;

  /**
   * A message of which an encoder here made these bytes.
   *
   * @throws IllegalArgumentException if it did not
   */
  public RequestBySeries(ProtocolVersion version, byte[] message, int length) {
    this.version = version;
    this.message = message;
    try {
      WireReader reader = new WireReader(message, 0, length);
      while (reader.hasMore()) {
        int tag = reader.tag();
        boolean isSymbol = version == ProtocolVersion.TWO && tag == RemoteWriteFormat.SYMBOLS;
        if (tag == version.timeseriesTag()) {
          series.add(content(reader));
        } else if (isSymbol) {
          symbols.add(content(reader));
        } else {
          reader.skip(tag);
        }
      }
    } catch (MalformedRequestException e) {
      throw new IllegalArgumentException("no message of version " + version, e);
    }
    this.references = new int[symbols.size()];
  }

  private static Span content(WireReader reader) throws MalformedRequestException {
    int outerEnd = reader.enter();
    int from = reader.offset();
    int end = from + reader.passRest();
    reader.leave(outerEnd);
    return new Span(from, end);
  }

  /** How many series there are. */
  public int seriesCount() {
    return series.size();
  }

  /** The message of the series from one to before another; valid until the next one is made. */
  public EncodedRequest between(int fromSeries, int endSeries) {
    head.clear();
    timeseries.clear();
    Arrays.fill(references, NONE);
    symbolsOfPart = 0;
    samplesOfPart = 0;
    try {
      if (!symbols.isEmpty()) {
        reference(0); // the empty text comes first
      }
      for (Span one : series.subList(fromSeries, endSeries)) {
        fields.clear();
        copySeries(one);
        timeseries.putField(version.timeseriesTag(), fields);
      }
    } catch (MalformedRequestException e) {
      throw new IllegalStateException("the message has changed since it was read", e);
    }
    request.setSamples(samplesOfPart);
    return request;
  }

  private void copySeries(Span one) throws MalformedRequestException {
    WireReader reader = new WireReader(message, one.from(), one.end());
    boolean hasReferences = version == ProtocolVersion.TWO;
    while (reader.hasMore()) {
      int start = reader.offset();
      int tag = reader.tag();
      if (hasReferences && tag == RemoteWriteFormat.LABELS_REFS) {
        copyLabels(reader);
      } else if (hasReferences && tag == RemoteWriteFormat.METADATA) {
        copyMetadata(reader);
      } else {
        reader.skip(tag);
        fields.put(message, one.from() + start, reader.offset() - start);
      }
      samplesOfPart += tag == RemoteWriteFormat.SAMPLES ? 1 : 0;
    }
  }

  private void copyLabels(WireReader reader) throws MalformedRequestException {
    inner.clear();
    int outerEnd = reader.enter();
    while (reader.hasMore()) {
      inner.putVarint(reference((int) reader.varint()));
    }
    reader.leave(outerEnd);
    fields.putField(RemoteWriteFormat.LABELS_REFS, inner);
  }

  private void copyMetadata(WireReader reader) throws MalformedRequestException {
    inner.clear();
    int outerEnd = reader.enter();
    while (reader.hasMore()) {
      int tag = reader.tag();
      int value = (int) reader.varint();
      inner.put(tag);
      inner.putVarint(tag == RemoteWriteFormat.METADATA_TYPE ? value : reference(value));
    }
    reader.leave(outerEnd);
    fields.putField(RemoteWriteFormat.METADATA, inner);
  }

  private int reference(int symbol) {
    if (references[symbol] == NONE) {
      references[symbol] = symbolsOfPart++;
      Span text = symbols.get(symbol);
      head.put(RemoteWriteFormat.SYMBOLS);
      head.putVarint(text.length());
      head.put(message, text.from(), text.length());
    }
    return references[symbol];
  }
}
