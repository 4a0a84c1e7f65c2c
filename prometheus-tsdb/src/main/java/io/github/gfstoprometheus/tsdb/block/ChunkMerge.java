package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.ChunkCursor;
import io.github.gfstoprometheus.tsdb.chunks.XorAppender;
import io.github.gfstoprometheus.tsdb.index.ChunkList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Merges the chunks of a series, one series after the other.
 *
 * <p>A chunk that overlaps no other in time is copied as it is. Those that do are decoded and
 * encoded anew. Neighbours from different inputs that have room in one chunk are joined.
 */
final class ChunkMerge {
  private static final Comparator<SourceCursor> BY_TIME_AND_RANK =
      Comparator.comparingLong(SourceCursor::timestampMillis).thenComparingInt(SourceCursor::rank);

  private final int samplesPerChunk;
  private final ChunkOutput output;
  private final MergeFigures figures;

  /** A chunk that is copied unless the next one joins it. */
  private Optional<Copy> waiting = Optional.empty();

  /** Samples that were decoded; if there are any, no chunk is waiting. */
  private final XorAppender open = new XorAppender();

  private ChunkList chunks = new ChunkList();
  private long samples;

  /** A chunk with its cursor before the first sample. */
  private record Copy(SourceChunk source, ChunkCursor cursor) {}

  /** A chunk with its place among those given. */
  private record Ranked(SourceChunk source, int rank) {
    long minMillis() {
      return source.minMillis();
    }
  }

  ChunkMerge(BlockPolicy policy, ChunkOutput output, MergeFigures figures) {
    this.samplesPerChunk = policy.samplesPerChunk();
    this.output = output;
    this.figures = figures;
  }

  /**
   * Writes the chunks of a series.
   *
   * @param sources at least one; of samples at one time, that of the earlier chunk here stays
   * @param target becomes the list of what was written
   */
  EncodedSeries merge(List<SourceChunk> sources, ChunkList target) throws IOException {
    chunks = target;
    chunks.clear();
    samples = 0;
    List<Ranked> sorted = new ArrayList<>(sources.size());
    for (SourceChunk source : sources) {
      sorted.add(new Ranked(source, sorted.size()));
    }
    sorted.sort(Comparator.comparingLong(Ranked::minMillis));
    long maxMillis = Long.MIN_VALUE;
    int next = 0;
    while (next < sorted.size()) {
      int first = next;
      maxMillis = sorted.get(next++).source().maxMillis();
      while (next < sorted.size() && sorted.get(next).minMillis() <= maxMillis) {
        maxMillis = Math.max(maxMillis, sorted.get(next++).source().maxMillis());
      }
      if (next - first == 1) {
        addAlone(sorted.get(first).source());
      } else {
        addOverlapping(sorted.subList(first, next));
      }
    }
    flush();
    return new EncodedSeries(sorted.get(0).minMillis(), maxMillis, samples, chunks);
  }

  private void addAlone(SourceChunk source) throws IOException {
    Copy chunk = new Copy(source, source.open());
    int count = chunk.cursor().sampleCount();
    if (count == 0) {
      throw chunk.cursor().corrupt("a chunk of 1 sample or more", "none");
    }
    if (joins(source, count)) {
      if (waiting.isPresent()) {
        decode(waiting.get());
        waiting = Optional.empty();
      }
      decode(chunk);
    } else {
      flush();
      waiting = Optional.of(chunk);
    }
  }

  /** Whether the next chunk goes on in the one before it: neither of them is full. */
  private boolean joins(SourceChunk source, int count) {
    if (waiting.isPresent()) {
      return waiting.get().source().input() != source.input()
          && waiting.get().cursor().sampleCount() < samplesPerChunk
          && count < samplesPerChunk;
    }
    return open.count() > 0 && count < samplesPerChunk;
  }

  private void decode(Copy chunk) throws IOException {
    SourceCursor cursor = new SourceCursor(chunk.source(), chunk.cursor(), 0);
    while (cursor.next()) {
      if (open.count() == samplesPerChunk) {
        flush();
      }
      open.append(cursor.timestampMillis(), cursor.valueBits());
    }
  }

  private void addOverlapping(List<Ranked> sorted) throws IOException {
    flush();
    PriorityQueue<SourceCursor> cursors = new PriorityQueue<>(BY_TIME_AND_RANK);
    int next = 0;
    while (next < sorted.size() || !cursors.isEmpty()) {
      while (next < sorted.size()
          && (cursors.isEmpty()
              || sorted.get(next).minMillis() <= cursors.peek().timestampMillis())) {
        Ranked chunk = sorted.get(next++);
        advance(new SourceCursor(chunk.source(), chunk.source().open(), chunk.rank()), cursors);
      }
      SourceCursor first = cursors.remove();
      addSample(first.timestampMillis(), first.valueBits());
      advance(first, cursors);
    }
  }

  private static void advance(SourceCursor cursor, PriorityQueue<SourceCursor> cursors)
      throws IOException {
    if (cursor.next()) {
      cursors.add(cursor);
    }
  }

  /** Chunks that overlap begin with nothing open, so the time before is always at hand. */
  private void addSample(long millis, long valueBits) throws IOException {
    if (open.count() > 0 && open.lastMillis() == millis) {
      figures.leftOut(valueBits, open.lastValueBits());
      return;
    }
    if (open.count() == samplesPerChunk) {
      flush();
    }
    open.append(millis, valueBits);
  }

  /** Writes what waits. */
  private void flush() throws IOException {
    if (waiting.isPresent()) {
      Copy copy = waiting.get();
      chunks.add(
          copy.source().minMillis(),
          copy.source().maxMillis(),
          output.append(copy.cursor().data()));
      samples += copy.cursor().sampleCount();
      waiting = Optional.empty();
    } else if (open.count() > 0) {
      chunks.add(open.firstMillis(), open.lastMillis(), output.append(open.data()));
      samples += open.count();
      open.clear();
    }
  }
}
