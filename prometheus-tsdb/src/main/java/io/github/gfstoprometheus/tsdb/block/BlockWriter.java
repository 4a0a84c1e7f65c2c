package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.chunks.XorEncoder;
import io.github.gfstoprometheus.tsdb.index.ChunkList;
import io.github.gfstoprometheus.tsdb.index.IndexWriter;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Writes one block at a time: the series of all timelines of a range in the order of labels. */
final class BlockWriter {
  private final Path directory;
  private final BlockPolicy policy;
  private final Supplier<Ulid> ulids;
  private final BlockListener listener;

  BlockWriter(Path directory, BlockPolicy policy, Supplier<Ulid> ulids, BlockListener listener) {
    this.directory = directory;
    this.policy = policy;
    this.ulids = ulids;
    this.listener = listener;
  }

  /** Publishes a block of what the timelines hold, unless there is no series. */
  void write(List<RangeRuns> timelines) throws IOException {
    List<Series> series = sortedSeries(timelines);
    if (series.isEmpty()) {
      return;
    }
    String ulid = ulids.get().toString();
    listener.creating(ulid);
    try (BlockDirectory block = BlockDirectory.create(directory, ulid)) {
      BlockMeta meta = writeSeries(block, ulid, series);
      block.writeMeta(meta);
      long sizeBytes = block.publish();
      listener.published(meta, sizeBytes);
    }
  }

  private BlockMeta writeSeries(BlockDirectory block, String ulid, List<Series> series)
      throws IOException {
    List<LabelSet> labels = series.stream().map(Series::labels).toList();
    try (SegmentWriter segments = new SegmentWriter(block.chunks());
        IndexWriter index = new IndexWriter(block.index(), labels)) {
      SeriesWriter writer = new SeriesWriter(segments, index);
      for (Series one : series) {
        writer.write(one);
      }
      segments.finish();
      index.finish();
      return writer.meta(ulid);
    }
  }

  private static List<Series> sortedSeries(List<RangeRuns> timelines) {
    List<Series> series = new ArrayList<>();
    for (RangeRuns runs : timelines) {
      XorEncoder encoder = new XorEncoder(runs);
      for (int i = 0; i < runs.seriesCount(); i++) {
        series.add(new Series(runs.labels(i), runs, i, encoder));
      }
    }
    series.sort(Comparator.comparing(Series::labels));
    requireDistinct(series);
    return series;
  }

  private static void requireDistinct(List<Series> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      Series series = sorted.get(i);
      if (series.labels().equals(sorted.get(i - 1).labels())) {
        throw new IllegalStateException(
            "two timelines hold a series "
                + series.labels()
                + " in the block range from "
                + series.runs().rangeStartMillis()
                + " ms on: give them a label that differs");
      }
    }
  }

  /** A series of one of the timelines, with the encoder that all series of its timeline share. */
  private record Series(LabelSet labels, RangeRuns runs, int number, XorEncoder encoder) {}

  /** Writes series after series and keeps the figures. */
  private final class SeriesWriter {
    private final SegmentWriter segments;
    private final IndexWriter index;
    private final ChunkList chunks = new ChunkList();
    private long minMillis = Long.MAX_VALUE;
    private long maxMillis = Long.MIN_VALUE;
    private long sampleCount;
    private long seriesCount;
    private long chunkCount;

    SeriesWriter(SegmentWriter segments, IndexWriter index) {
      this.segments = segments;
      this.index = index;
    }

    void write(Series series) throws IOException {
      RangeRuns runs = series.runs();
      int endRun = runs.endRun(series.number());
      chunks.clear();
      int run = runs.firstRun(series.number());
      while (run < endRun) {
        int endOfLife = runs.endOfLife(run, endRun);
        writeLife(series, run, endOfLife);
        run = endOfLife;
      }
      index.series(series.labels(), chunks);
      seriesCount++;
      chunkCount += chunks.size();
    }

    /** Chunks end at the same ticks in all series of a timeline, so that equal ones stay equal. */
    private void writeLife(Series series, int firstRun, int endRun) throws IOException {
      RangeRuns runs = series.runs();
      int endTick = runs.endTick(endRun - 1);
      int run = firstRun;
      int tick = runs.tick(firstRun);
      minMillis = Math.min(minMillis, runs.millis(tick));
      maxMillis = Math.max(maxMillis, runs.millis(endTick - 1));
      sampleCount += endTick - tick;
      while (tick < endTick) {
        int window = policy.samplesPerChunk();
        int chunkEnd = Math.min(endTick, (tick / window + 1) * window);
        if (run + 1 < endRun && runs.tick(run + 1) == tick) {
          run++;
        }
        run = series.encoder().encode(tick, chunkEnd, run, endRun);
        long reference = segments.append(series.encoder());
        chunks.add(runs.millis(tick), runs.millis(chunkEnd - 1), reference);
        tick = chunkEnd;
      }
    }

    BlockMeta meta(String ulid) {
      return new BlockMeta(ulid, minMillis, maxMillis + 1, sampleCount, seriesCount, chunkCount);
    }
  }
}
