package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
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
    List<TimelineSeries> series = sortedSeries(timelines);
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

  private BlockMeta writeSeries(BlockDirectory block, String ulid, List<TimelineSeries> series)
      throws IOException {
    List<LabelSet> labels = series.stream().map(TimelineSeries::labels).toList();
    try (SegmentWriter segments = new SegmentWriter(block.chunks());
        IndexWriter index = new IndexWriter(block.index(), labels)) {
      SeriesWriter writer = new SeriesWriter(policy, segments, index);
      for (TimelineSeries one : series) {
        writer.write(one);
      }
      segments.finish();
      index.finish();
      return writer.meta(ulid);
    }
  }

  private static List<TimelineSeries> sortedSeries(List<RangeRuns> timelines) {
    List<TimelineSeries> series = new ArrayList<>();
    for (RangeRuns runs : timelines) {
      TimelineEncoder encoder = new TimelineEncoder(runs);
      for (int i = 0; i < runs.seriesCount(); i++) {
        series.add(new TimelineSeries(runs.labels(i), encoder, i));
      }
    }
    series.sort(Comparator.comparing(TimelineSeries::labels));
    requireDistinct(series);
    return series;
  }

  private static void requireDistinct(List<TimelineSeries> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      TimelineSeries series = sorted.get(i);
      if (series.labels().equals(sorted.get(i - 1).labels())) {
        throw new IllegalStateException(
            "two timelines hold a series "
                + series.labels()
                + " in the block range from "
                + series.encoder().runs().rangeStartMillis()
                + " ms on: give them a label that differs");
      }
    }
  }
}
