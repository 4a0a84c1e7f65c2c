package io.github.gfstoprometheus.tsdb.head;

import io.github.gfstoprometheus.tsdb.block.BlockDraft;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A block range that still takes samples: those in memory, and those already written as parts. */
final class OpenRange implements Closeable {
  static final OpenRange NONE = new OpenRange(0, 0, 0, new HeldMemory());

  private final long startMillis;
  private final long endMillis;
  private final int samplesPerChunk;
  private final HeldMemory memory;
  private final Map<HeadSeries, SeriesSamples> series = new HashMap<>();
  private Optional<BlockDraft> draft = Optional.empty();
  private long heldBytes;

  /** A range from {@code startMillis} to before {@code endMillis}. */
  OpenRange(long startMillis, long endMillis, int samplesPerChunk, HeldMemory memory) {
    this.startMillis = startMillis;
    this.endMillis = endMillis;
    this.samplesPerChunk = samplesPerChunk;
    this.memory = memory;
  }

  long startMillis() {
    return startMillis;
  }

  long endMillis() {
    return endMillis;
  }

  int samplesPerChunk() {
    return samplesPerChunk;
  }

  boolean covers(long millis) {
    return millis >= startMillis && millis < endMillis;
  }

  /** Counts more memory. */
  void hold(long bytes) {
    heldBytes += bytes;
    memory.add(bytes);
  }

  /** About how much memory its samples take. */
  long heldBytes() {
    return heldBytes;
  }

  /** About how much memory the chunks take that end before a time. */
  long heldBytesBefore(long millis) {
    long bytes = 0;
    for (SeriesSamples samples : series.values()) {
      bytes += samples.heldBytesBefore(millis);
    }
    return bytes;
  }

  Optional<SeriesSamples> find(HeadSeries wanted) {
    return Optional.ofNullable(series.get(wanted));
  }

  SeriesSamples open(HeadSeries opened) {
    SeriesSamples samples = new SeriesSamples(this, opened.labels());
    series.put(opened, samples);
    hold(samples.heldBytes());
    return samples;
  }

  /** The samples of all series, in the order of labels. */
  List<SeriesSamples> samples() {
    List<SeriesSamples> sorted = new ArrayList<>(series.values());
    sorted.sort(Comparator.comparing(SeriesSamples::labels));
    return sorted;
  }

  /** Forgets the samples in memory; returns the series that had any. */
  Collection<Map.Entry<HeadSeries, SeriesSamples>> clear() {
    List<Map.Entry<HeadSeries, SeriesSamples>> cleared = List.copyOf(series.entrySet());
    series.clear();
    hold(-heldBytes);
    return cleared;
  }

  /** Forgets the series that have no samples any more, and returns them. */
  Collection<Map.Entry<HeadSeries, SeriesSamples>> clearEmpty() {
    List<Map.Entry<HeadSeries, SeriesSamples>> empty =
        series.entrySet().stream().filter(entry -> entry.getValue().isEmpty()).toList();
    empty.forEach(entry -> series.remove(entry.getKey()));
    long left = series.values().stream().mapToLong(SeriesSamples::heldBytes).sum();
    hold(left - heldBytes);
    return empty;
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  /** The block that the range becomes, once a part of it is written. */
  Optional<BlockDraft> draft() {
    return draft;
  }

  void begin(BlockDraft begun) {
    draft = Optional.of(begun);
  }

  @Override
  public void close() throws IOException {
    if (draft.isPresent()) {
      draft.get().close();
    }
  }
}
