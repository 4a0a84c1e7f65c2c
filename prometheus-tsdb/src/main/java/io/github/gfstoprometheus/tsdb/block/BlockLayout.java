package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.index.SeriesTable;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.SeriesSlots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * In which order the series of several timelines stand in a block, and what its index says of their
 * labels. It serves all blocks whose timelines have these series; working it out takes as long as
 * all else that a block needs.
 */
final class BlockLayout {
  private final List<SeriesSlots> timelines;
  private final int[] timelineAt;
  private final int[] numberAt;
  private final SeriesTable table;

  private BlockLayout(
      List<SeriesSlots> timelines, int[] timelineAt, int[] numberAt, SeriesTable table) {
    this.timelines = timelines;
    this.timelineAt = timelineAt;
    this.numberAt = numberAt;
    this.table = table;
  }

  /**
   * Sorts the series.
   *
   * @throws IllegalStateException if two timelines hold one series
   */
  static BlockLayout of(List<SeriesSlots> timelines) {
    List<Place> places = new ArrayList<>();
    for (int timeline = 0; timeline < timelines.size(); timeline++) {
      SeriesSlots series = timelines.get(timeline);
      for (int number = 0; number < series.count(); number++) {
        places.add(new Place(series.labels(number), timeline, number));
      }
    }
    places.sort(Comparator.comparing(Place::labels));
    requireDistinct(places);
    return new BlockLayout(
        List.copyOf(timelines),
        places.stream().mapToInt(Place::timeline).toArray(),
        places.stream().mapToInt(Place::number).toArray(),
        new SeriesTable(places.stream().map(Place::labels).toList()));
  }

  /** Whether these are the series that this is the layout of. */
  boolean isOf(List<SeriesSlots> others) {
    return timelines.equals(others);
  }

  int seriesCount() {
    return table.size();
  }

  /** Which of the timelines has the series at a place. */
  int timelineAt(int place) {
    return timelineAt[place];
  }

  /** Which of the timeline's series stands at a place. */
  int numberAt(int place) {
    return numberAt[place];
  }

  SeriesTable table() {
    return table;
  }

  private record Place(LabelSet labels, int timeline, int number) {}

  private static void requireDistinct(List<Place> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      LabelSet labels = sorted.get(i).labels();
      if (labels.equals(sorted.get(i - 1).labels())) {
        throw new IllegalStateException(
            "two timelines hold a series "
                + labels
                + " in one block range: give them a label that differs");
      }
    }
  }
}
