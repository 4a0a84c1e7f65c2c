package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.index.IndexWriter;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What timelines recorded in a block range, series-major, in the order in which a block has it. */
final class RangeContents implements Closeable {
  private final List<RecordedRange> timelines;
  private final BlockPolicy policy;
  private final List<RangeRuns> runs;
  private final BlockLayout layout;

  RangeContents(List<RecordedRange> timelines, BlockPolicy policy, LastLayout layouts) {
    this.timelines = timelines;
    this.policy = policy;
    this.runs = timelines.stream().map(range -> range.transpose(policy.toleranceMillis())).toList();
    this.layout = layouts.of(runs);
  }

  /** Whether there is no series. */
  boolean isEmpty() {
    return layout.seriesCount() == 0;
  }

  /**
   * Writes the index and the chunks of a block, or of a part of one.
   *
   * @param directory holds an empty directory for chunks
   */
  BlockFigures write(Path directory) throws IOException {
    try (SegmentWriter segments = new SegmentWriter(directory.resolve(BlockDirectory.CHUNKS));
        IndexWriter index =
            new IndexWriter(directory.resolve(BlockDirectory.INDEX), layout.table())) {
      TimelineEncoder[] encoders =
          runs.stream()
              .map(timeline -> new TimelineEncoder(timeline, policy, segments))
              .toArray(TimelineEncoder[]::new);
      BlockFigures figures = new BlockFigures();
      for (int place = 0; place < layout.seriesCount(); place++) {
        EncodedSeries series = encoders[layout.timelineAt(place)].encode(layout.numberAt(place));
        index.series(series.chunks());
        figures.add(series);
      }
      index.finish();
      return figures;
    }
  }

  /** Lets the timelines use the memory again. */
  @Override
  public void close() {
    timelines.forEach(RecordedRange::close);
  }
}
