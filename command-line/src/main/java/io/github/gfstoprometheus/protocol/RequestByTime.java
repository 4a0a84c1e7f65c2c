package io.github.gfstoprometheus.protocol;

import java.util.TreeMap;

/**
 * A message taken apart by time: for each of its times a message that has the samples of that time
 * alone. All else is copied as it stands, so that both versions are the same here but for a tag.
 */
public final class RequestByTime {
  private final int timeseriesTag;
  private final byte[] message;
  private final int length;
  private final TreeMap<Long, Integer> samples = new TreeMap<>();
  private final Bytes head = new Bytes();
  private final Bytes timeseries = new Bytes();
  private final Bytes series = new Bytes();
  private final EncodedRequest request = new EncodedRequest(head, timeseries);

  /**
   * A message of which an encoder here made these bytes.
   *
   * @throws IllegalArgumentException if it did not
   */
  public RequestByTime(ProtocolVersion version, byte[] message, int length) {
    this.timeseriesTag = version.timeseriesTag();
    this.message = message;
    this.length = length;
    try {
      countAll();
    } catch (MalformedRequestException e) {
      throw new IllegalArgumentException("no message of version " + version, e);
    }
  }

  private void countAll() throws MalformedRequestException {
    WireReader reader = new WireReader(message, 0, length);
    while (reader.hasMore()) {
      int tag = reader.tag();
      if (tag == timeseriesTag) {
        int outerEnd = reader.enter();
        while (reader.hasMore()) {
          count(reader);
        }
        reader.leave(outerEnd);
      } else {
        reader.skip(tag);
      }
    }
  }

  private void count(WireReader reader) throws MalformedRequestException {
    int tag = reader.tag();
    if (tag == RemoteWriteFormat.SAMPLES) {
      samples.merge(timestamp(reader), 1, Integer::sum);
    } else {
      reader.skip(tag);
    }
  }

  /** The times that samples have, in order. */
  public Iterable<Long> times() {
    return samples.keySet();
  }

  /** How many times there are. */
  public int timeCount() {
    return samples.size();
  }

  /** The earliest time; there is a sample. */
  public long firstMillis() {
    return samples.firstKey();
  }

  /** The latest time; there is a sample. */
  public long lastMillis() {
    return samples.lastKey();
  }

  /** The message of a time; valid until the next one is asked for. */
  public EncodedRequest at(long timestampMillis) {
    head.clear();
    timeseries.clear();
    request.setSamples(samples.getOrDefault(timestampMillis, 0));
    try {
      WireReader reader = new WireReader(message, 0, length);
      while (reader.hasMore()) {
        int start = reader.offset();
        int tag = reader.tag();
        if (tag == timeseriesTag) {
          copySeries(reader, timestampMillis);
        } else {
          reader.skip(tag);
          head.put(message, start, reader.offset() - start);
        }
      }
    } catch (MalformedRequestException e) {
      throw new IllegalStateException("the message has changed since it was read", e);
    }
    return request;
  }

  private void copySeries(WireReader reader, long timestampMillis)
      throws MalformedRequestException {
    series.clear();
    int found = 0;
    int outerEnd = reader.enter();
    while (reader.hasMore()) {
      int start = reader.offset();
      int tag = reader.tag();
      boolean isSample = tag == RemoteWriteFormat.SAMPLES;
      if (!isSample) {
        reader.skip(tag);
      }
      if (!isSample || timestamp(reader) == timestampMillis) {
        series.put(message, start, reader.offset() - start);
        found += isSample ? 1 : 0;
      }
    }
    reader.leave(outerEnd);
    if (found > 0) {
      timeseries.putField(timeseriesTag, series);
    }
  }

  private static long timestamp(WireReader reader) throws MalformedRequestException {
    long timestampMillis = 0;
    int outerEnd = reader.enter();
    while (reader.hasMore()) {
      int tag = reader.tag();
      if (tag == RemoteWriteFormat.SAMPLE_TIMESTAMP) {
        timestampMillis = reader.varint();
      } else {
        reader.skip(tag);
      }
    }
    reader.leave(outerEnd);
    return timestampMillis;
  }
}
