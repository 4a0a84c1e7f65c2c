package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.index.IndexWriter;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.SeriesSlots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes blocks: the series of all timelines of a range in the order of labels. Several threads may
 * write blocks at the same time.
 */
final class BlockWriter {
  private final Path directory;
  private final BlockPolicy policy;

  /** That of the block written last, which the next one is likely to have too. */
  private volatile BlockLayout lastLayout = BlockLayout.of(List.of());

  BlockWriter(Path directory, BlockPolicy policy) {
    this.directory = directory;
    this.policy = policy;
  }

  /** Writes a block of what the timelines recorded, to be published; none if there is no series. */
  Optional<WrittenBlock> write(String ulid, List<RecordedRange> timelines) throws IOException {
    try {
      return writeRuns(
          ulid,
          timelines.stream().map(range -> range.transpose(policy.toleranceMillis())).toList());
    } finally {
      timelines.forEach(RecordedRange::close);
    }
  }

  private Optional<WrittenBlock> writeRuns(String ulid, List<RangeRuns> runs) throws IOException {
    BlockLayout layout = layout(runs);
    if (layout.seriesCount() == 0) {
      return Optional.empty();
    }
    BlockDirectory block = BlockDirectory.create(directory, ulid);
    try {
      BlockMeta meta = writeSeries(block, ulid, runs, layout);
      block.writeMeta(meta);
      return Optional.of(new WrittenBlock(block, meta));
    } catch (IOException | RuntimeException | Error e) {
      block.close();
      throw e;
    }
  }

  private BlockLayout layout(List<RangeRuns> runs) {
    List<SeriesSlots> series = runs.stream().map(RangeRuns::series).toList();
    BlockLayout layout = lastLayout;
    if (!layout.isOf(series)) {
      layout = BlockLayout.of(series);
      lastLayout = layout;
    }
    return layout;
  }

  private BlockMeta writeSeries(
      BlockDirectory block, String ulid, List<RangeRuns> runs, BlockLayout layout)
      throws IOException {
    try (SegmentWriter segments = new SegmentWriter(block.chunks());
        IndexWriter index = new IndexWriter(block.index(), layout.table())) {
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
      return figures.meta(ulid);
    }
  }
}
