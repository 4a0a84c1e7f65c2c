package io.github.gfstoprometheus.tsdb.head;

import io.github.gfstoprometheus.tsdb.block.BlockDraft;
import io.github.gfstoprometheus.tsdb.block.EncodedChunk;
import io.github.gfstoprometheus.tsdb.chunks.ChunkCursor;
import io.github.gfstoprometheus.tsdb.chunks.XorAppender;
import io.github.gfstoprometheus.tsdb.head.SampleSink.Outcome;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The samples of one series in one block range, compressed as they come.
 *
 * <p>What comes in order goes into one chunk after the other, and never has the time of a sample
 * that was late before it: so of two samples at one time, that in order came first.
 */
final class SeriesSamples implements BlockDraft.Series {
  /** Of a series that has none in the range at hand. */
  static final SeriesSamples NONE = new SeriesSamples(OpenRange.NONE, LabelSet.NONE);

  /** This object, its list, and its entry in the range. */
  private static final int EMPTY_BYTES = 136;

  private final OpenRange range;
  private final LabelSet labels;
  private List<EncodedChunk> full = new ArrayList<>(0);

  /** Has a sample, once the first has come. */
  private XorAppender open = new XorAppender();

  private Optional<LateSamples> late = Optional.empty();

  SeriesSamples(OpenRange range, LabelSet labels) {
    this.range = range;
    this.labels = labels;
  }

  /** Whether the time is in the range. */
  boolean covers(long millis) {
    return range.covers(millis);
  }

  Outcome add(long millis, long valueBits) throws IOException {
    long last = open.lastMillis();
    if (millis > last) {
      if (open.count() == range.samplesPerChunk()) {
        endChunk();
      }
      int capacity = open.capacityBytes();
      open.append(millis, valueBits);
      if (open.capacityBytes() != capacity) {
        range.hold(open.capacityBytes() - capacity);
      }
      return Outcome.TAKEN;
    }
    return millis == last
        ? atSameTime(valueBits, open.lastValueBits())
        : addLate(millis, valueBits);
  }

  private void endChunk() {
    EncodedChunk chunk = encodeOpen();
    full.add(chunk);
    range.hold(heldBytes(List.of(chunk)));
    open.clear();
  }

  private Outcome addLate(long millis, long valueBits) throws IOException {
    if (millis >= open.firstMillis()) {
      ChunkCursor chunk = ChunkCursor.ofMemory(open.data());
      while (chunk.next() && chunk.timestampMillis() <= millis) {
        if (chunk.timestampMillis() == millis) {
          return atSameTime(valueBits, chunk.valueBits());
        }
      }
    }
    if (late.isEmpty()) {
      late = Optional.of(new LateSamples(range.samplesPerChunk(), List.of()));
      range.hold(late.get().heldBytes());
    }
    LateSamples samples = late.get();
    int place = samples.find(millis);
    if (place >= 0) {
      return atSameTime(valueBits, samples.valueBits(place));
    }
    range.hold(samples.add(millis, valueBits));
    return Outcome.TAKEN;
  }

  private static Outcome atSameTime(long valueBits, long keptBits) {
    return valueBits == keptBits ? Outcome.REPEATED : Outcome.CONFLICTING;
  }

  @Override
  public LabelSet labels() {
    return labels;
  }

  @Override
  public List<EncodedChunk> chunks() {
    List<EncodedChunk> all = inOrder();
    late.ifPresent(samples -> all.addAll(samples.chunks()));
    return all;
  }

  private List<EncodedChunk> inOrder() {
    List<EncodedChunk> all = new ArrayList<>(full);
    all.add(encodeOpen());
    return all;
  }

  private EncodedChunk encodeOpen() {
    return new EncodedChunk(open.firstMillis(), open.lastMillis(), open.data());
  }

  /** Takes away the samples before a time; returns their chunks, those that came earlier first. */
  List<EncodedChunk> takeBefore(long millis) throws IOException {
    List<EncodedChunk> taken = new ArrayList<>();
    List<EncodedChunk> restInOrder = split(inOrder(), millis, taken);
    List<EncodedChunk> restLate = List.of();
    if (late.isPresent()) {
      restLate = split(late.get().chunks(), millis, taken);
    }
    open = new XorAppender();
    if (!restInOrder.isEmpty()) {
      append(restInOrder.remove(restInOrder.size() - 1), open);
    }
    full = restInOrder;
    late =
        restLate.isEmpty()
            ? Optional.empty()
            : Optional.of(new LateSamples(range.samplesPerChunk(), restLate));
    return taken;
  }

  private static void append(EncodedChunk chunk, XorAppender target) throws IOException {
    ChunkCursor samples = ChunkCursor.ofMemory(chunk.data());
    while (samples.next()) {
      target.append(samples.timestampMillis(), samples.valueBits());
    }
  }

  /** Adds what is before a time to {@code taken}, and returns the rest. */
  private static List<EncodedChunk> split(
      List<EncodedChunk> chunks, long millis, List<EncodedChunk> taken) throws IOException {
    List<EncodedChunk> rest = new ArrayList<>();
    for (EncodedChunk chunk : chunks) {
      if (chunk.maxMillis() < millis) {
        taken.add(chunk);
      } else if (chunk.minMillis() >= millis) {
        rest.add(chunk);
      } else {
        XorAppender before = new XorAppender();
        XorAppender after = new XorAppender();
        ChunkCursor samples = ChunkCursor.ofMemory(chunk.data());
        while (samples.next()) {
          XorAppender side = samples.timestampMillis() < millis ? before : after;
          side.append(samples.timestampMillis(), samples.valueBits());
        }
        taken.add(new EncodedChunk(before.firstMillis(), before.lastMillis(), before.data()));
        rest.add(new EncodedChunk(after.firstMillis(), after.lastMillis(), after.data()));
      }
    }
    return rest;
  }

  /** Whether there is none; then there is no late one either. */
  boolean isEmpty() {
    return open.count() == 0;
  }

  /** About how much memory the chunks take that end before a time. */
  long heldBytesBefore(long millis) {
    long bytes = 0;
    for (EncodedChunk chunk : full) {
      if (chunk.maxMillis() < millis) {
        bytes += EncodedChunk.EMPTY_BYTES + chunk.data().length;
      }
    }
    return bytes;
  }

  /** About how much memory all takes. */
  long heldBytes() {
    return EMPTY_BYTES
        + XorAppender.EMPTY_BYTES
        + open.capacityBytes()
        + heldBytes(full)
        + late.map(LateSamples::heldBytes).orElse(0L);
  }

  static long heldBytes(List<EncodedChunk> chunks) {
    long bytes = 0;
    for (EncodedChunk chunk : chunks) {
      bytes += EncodedChunk.EMPTY_BYTES + chunk.data().length;
    }
    return bytes;
  }
}
