package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.SeriesSlots;
import java.util.List;

/**
 * The layout that was asked for last, which the next block is likely to have too. Several threads
 * may ask at the same time.
 */
final class LastLayout {
  private volatile BlockLayout layout = BlockLayout.of(List.of());

  /** The layout of a block with the series of these timelines. */
  BlockLayout of(List<RangeRuns> timelines) {
    List<SeriesSlots> series = timelines.stream().map(RangeRuns::series).toList();
    BlockLayout known = layout;
    if (!known.isOf(series)) {
      known = BlockLayout.of(series);
      layout = known;
    }
    return known;
  }
}
