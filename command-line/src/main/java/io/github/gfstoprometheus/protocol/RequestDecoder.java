package io.github.gfstoprometheus.protocol;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes messages, each as a whole before anything of it is handed on.
 *
 * <p>It takes what any protobuf library writes: fields in any order, numbers packed or not, unknown
 * fields, which are passed over. The message is read three times: for symbols, for faults, and for
 * its samples. So that no memory is needed for samples, however small they are.
 */
public final class RequestDecoder {
  /** Takes what a message says. */
  public interface Listener {
    /** The samples that follow are of this series, which has a label at least. */
    void series(LabelSet labels) throws IOException;

    /** A sample of the series. */
    void sample(long timestampMillis, long valueBits) throws IOException;
  }

  private final SymbolTexts symbols = new SymbolTexts();

  /** The label sets of the series that have samples. */
  private final List<LabelSet> labelSets = new ArrayList<>();

  private byte[] bytes = new byte[0];
  private int from;
  private int end;
  private long firstMillis;
  private long lastMillis;
  private long histograms;
  private long exemplars;

  private long timestampMillis;
  private long valueBits;

  /**
   * Checks a message, and remembers where it is.
   *
   * @throws MalformedRequestException if there is any fault; then the message says nothing
   */
  public void decode(byte[] message, int fromByte, int endByte) throws MalformedRequestException {
    bytes = message;
    from = fromByte;
    end = endByte;
    labelSets.clear();
    firstMillis = Long.MAX_VALUE;
    lastMillis = Long.MIN_VALUE;
    histograms = 0;
    exemplars = 0;
    readSymbols();
    WireReader reader = new WireReader(bytes, from, end);
    while (reader.hasMore()) {
      int tag = reader.tag();
      if (tag == RemoteWriteFormat.TIMESERIES) {
        checkSeries(reader);
      } else {
        reader.skip(tag);
      }
    }
  }

  /** Whether it has any sample. */
  public boolean hasSamples() {
    return !labelSets.isEmpty();
  }

  /** The earliest time of its samples, if it has any. */
  public long firstMillis() {
    return firstMillis;
  }

  /** The latest time of its samples, if it has any. */
  public long lastMillis() {
    return lastMillis;
  }

  /** How many native histograms it has, which are not handed over. */
  public long histograms() {
    return histograms;
  }

  /** How many exemplars it has, which are not handed over. */
  public long exemplars() {
    return exemplars;
  }

  /** Hands over all samples, series by series as they come. */
  public void forEach(Listener listener) throws IOException {
    try {
      WireReader reader = new WireReader(bytes, from, end);
      int next = 0;
      while (reader.hasMore()) {
        int tag = reader.tag();
        if (tag == RemoteWriteFormat.TIMESERIES) {
          next += handOverSeries(reader, next, listener);
        } else {
          reader.skip(tag);
        }
      }
    } catch (MalformedRequestException e) {
      throw new IllegalStateException("the message has changed since it was decoded", e);
    }
  }

  private void readSymbols() throws MalformedRequestException {
    symbols.clear();
    WireReader reader = new WireReader(bytes, from, end);
    while (reader.hasMore()) {
      int tag = reader.tag();
      if (tag == RemoteWriteFormat.SYMBOLS) {
        int outerEnd = reader.enter();
        reader.readText(symbols);
        reader.leave(outerEnd);
      } else {
        reader.skip(tag);
      }
    }
  }

  private void checkSeries(WireReader reader) throws MalformedRequestException {
    int start = reader.offset();
    int outerEnd = reader.enter();
    List<String> labels = new ArrayList<>();
    boolean hasSample = false;
    while (reader.hasMore()) {
      int tag = reader.tag();
      switch (tag) {
        case RemoteWriteFormat.LABELS_REFS -> readPacked(reader, labels);
        case RemoteWriteFormat.LABELS_REF -> labels.add(symbol(reader));
        case RemoteWriteFormat.SAMPLES -> {
          readSample(reader);
          firstMillis = Math.min(firstMillis, timestampMillis);
          lastMillis = Math.max(lastMillis, timestampMillis);
          hasSample = true;
        }
        default -> {
          histograms += tag == RemoteWriteFormat.HISTOGRAMS ? 1 : 0;
          exemplars += tag == RemoteWriteFormat.EXEMPLARS ? 1 : 0;
          reader.skip(tag);
        }
      }
    }
    reader.leave(outerEnd);
    if (hasSample) {
      labelSets.add(labelSet(labels, start));
    }
  }

  private void readPacked(WireReader reader, List<String> labels) throws MalformedRequestException {
    int outerEnd = reader.enter();
    while (reader.hasMore()) {
      labels.add(symbol(reader));
    }
    reader.leave(outerEnd);
  }

  private String symbol(WireReader reader) throws MalformedRequestException {
    int start = reader.offset();
    return symbols.get(reader.varint(), start);
  }

  private static LabelSet labelSet(List<String> texts, int offset)
      throws MalformedRequestException {
    if (texts.size() % 2 != 0) {
      throw new MalformedRequestException(
          offset, "a value for each label name", texts.size() + " references");
    }
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < texts.size(); i += 2) {
      String name = texts.get(i);
      if (name.isEmpty()) {
        throw new MalformedRequestException(offset, "label names", "an empty one");
      }
      if (labels.put(name, texts.get(i + 1)) != null) {
        throw new MalformedRequestException(
            offset, "each label name once", "\"" + name + "\" twice");
      }
    }
    LabelSet set = LabelSet.of(labels);
    if (set.size() == 0) {
      throw new MalformedRequestException(offset, "a series with a label", "one without");
    }
    return set;
  }

  private int handOverSeries(WireReader reader, int next, Listener listener)
      throws MalformedRequestException, IOException {
    int outerEnd = reader.enter();
    int begun = 0;
    while (reader.hasMore()) {
      int tag = reader.tag();
      if (tag == RemoteWriteFormat.SAMPLES) {
        readSample(reader);
        if (begun == 0) {
          listener.series(labelSets.get(next));
          begun = 1;
        }
        listener.sample(timestampMillis, valueBits);
      } else {
        reader.skip(tag);
      }
    }
    reader.leave(outerEnd);
    return begun;
  }

  private void readSample(WireReader reader) throws MalformedRequestException {
    int outerEnd = reader.enter();
    timestampMillis = 0;
    valueBits = 0;
    while (reader.hasMore()) {
      int tag = reader.tag();
      switch (tag) {
        case RemoteWriteFormat.SAMPLE_VALUE -> valueBits = reader.fixed64();
        case RemoteWriteFormat.SAMPLE_TIMESTAMP -> timestampMillis = reader.varint();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outerEnd);
  }
}
