package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.SeriesSlots;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A layout serves the blocks that have its series, and no others. */
class BlockLayoutTest {
  private static final long RANGE_MILLIS = 1000;
  private static final LabelSet A = name("a");
  private static final LabelSet B = name("b");
  private static final LabelSet C = name("c");

  @TempDir Path directory;

  @Test
  void aLayoutServesTheRangesThatHaveTheSameSeries() throws IOException {
    Recorded first = new Recorded();
    Recorded second = new Recorded();
    first.timeline.open(B);
    second.timeline.open(A);
    int changing = first.timeline.open(C);
    for (int range = 0; range < 3; range++) {
      first.timeline.set(changing, range);
      first.timeline.tick(range * RANGE_MILLIS);
      second.timeline.tick(range * RANGE_MILLIS + range);
    }
    first.timeline.end();
    second.timeline.end();
    BlockLayout layout = BlockLayout.of(List.of(first.range(0), second.range(0)));
    assertThat(labels(layout, first.range(0), second.range(0))).containsExactly(A, B, C);
    for (int range = 0; range < 3; range++) {
      assertThat(layout.isOf(List.of(first.range(range), second.range(range)))).isTrue();
      assertThat(layout.isOf(List.of(second.range(range), first.range(range)))).isFalse();
      assertThat(layout.isOf(List.of(first.range(range)))).isFalse();
      assertThat(layout.isOf(List.of(first.range(range), first.range(range)))).isFalse();
    }
  }

  @Test
  void aLayoutServesAnotherTimelineWithTheSameSeriesUnderTheSameNumbersOnly() throws IOException {
    BlockLayout layout = BlockLayout.of(List.of(rangeWith(A, B)));
    assertThat(layout.isOf(List.of(rangeWith(name("a"), name("b"))))).isTrue();
    assertThat(layout.isOf(List.of(rangeWith(B, A)))).isFalse();
    assertThat(layout.isOf(List.of(rangeWith(A, C)))).isFalse();
    assertThat(layout.isOf(List.of(rangeWith(A)))).isFalse();
    assertThat(layout.isOf(List.of(rangeWith(A, B, C)))).isFalse();
    assertThat(layout.isOf(List.of())).isFalse();
  }

  @Test
  void aSlotThatAnotherSeriesHasTakenIsAnotherLayout() throws IOException {
    Recorded recorded = new Recorded();
    Timeline timeline = recorded.timeline;
    timeline.open(A);
    int b = timeline.open(B);
    timeline.tick(0);
    timeline.close(b);
    timeline.tick(1); // the marker
    timeline.tick(1 * RANGE_MILLIS); // A alone
    int c = timeline.open(C);
    assertThat(c).isEqualTo(b);
    timeline.tick(2 * RANGE_MILLIS);
    timeline.tick(3 * RANGE_MILLIS);
    timeline.end();
    for (int range = 0; range < 4; range++) {
      BlockLayout layout = BlockLayout.of(List.of(recorded.range(range)));
      for (int other = 0; other < 4; other++) {
        boolean same = range == other || (range >= 2 && other >= 2);
        // C is opened before the tick that ends range 1, which has no sample of it.
        assertThat(layout.isOf(List.of(recorded.range(other)))).isEqualTo(same);
      }
    }
    assertThat(labels(BlockLayout.of(List.of(recorded.range(2))), recorded.range(2)))
        .containsExactly(A, C);
  }

  @Test
  void twoTimelinesWithOneSeriesAreRefusedByName() throws IOException {
    List<SeriesSlots> both = List.of(rangeWith(B, A), rangeWith(C, A));
    assertThatIllegalStateException()
        .isThrownBy(() -> BlockLayout.of(both))
        .withMessageContaining(A.toString());
  }

  /** All others keep still, and the new one has the number of the old one. */
  @ParameterizedTest
  @EnumSource
  void aSeriesInTheSlotOfAnotherHasItsOwnSamples(ChunkPlacement placement) throws IOException {
    NaiveTimeline naive = new NaiveTimeline();
    Set<Integer> numbers = new HashSet<>();
    Timeline timeline = builder(placement).addTimeline();
    for (LabelSet still : List.of(A, B, C)) {
      naive.open(still);
      timeline.open(still);
    }
    for (int range = 0; range < 12; range++) {
      // In the order of labels one is before A, the next between them, the next after C.
      LabelSet labels = name(List.of("", "aa", "d").get(range % 3) + "x" + range);
      int number = timeline.open(labels);
      int naiveNumber = naive.open(labels);
      numbers.add(number);
      timeline.set(number, range);
      naive.set(naiveNumber, range);
      for (int tick = 0; tick < 6; tick++) {
        if (tick == 5) {
          timeline.close(number);
          naive.close(naiveNumber);
        }
        timeline.tick(range * RANGE_MILLIS + tick);
        naive.tick(range * RANGE_MILLIS + tick);
      }
    }
    timeline.end();
    assertThat(numbers).hasSizeLessThanOrEqualTo(2);
    assertThat(TestBlocks.samples(directory)).isEqualTo(naive.samples());
  }

  /** Whichever leaves a range first is the first of its block. */
  @Test
  void timelinesThatOvertakeEachOtherKeepTheirSeries() throws IOException {
    BlockBuilder builder = builder(ChunkPlacement.SHARED);
    List<Timeline> timelines = List.of(builder.addTimeline(), builder.addTimeline());
    List<NaiveTimeline> naive = List.of(new NaiveTimeline(), new NaiveTimeline());
    for (int i = 0; i < 8; i++) {
      LabelSet labels = name("m" + i);
      timelines.get(i % 2).set(timelines.get(i % 2).open(labels), i);
      naive.get(i % 2).set(naive.get(i % 2).open(labels), i);
    }
    for (int range = 0; range < 10; range++) {
      for (int turn = 0; turn < 2; turn++) {
        int timeline = (turn + range / 2) % 2;
        timelines.get(timeline).tick(range * RANGE_MILLIS + timeline);
        naive.get(timeline).tick(range * RANGE_MILLIS + timeline);
      }
    }
    timelines.get(1).end();
    timelines.get(0).end();
    SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>();
    naive.forEach(one -> expected.putAll(one.samples()));
    assertThat(TestBlocks.samples(directory)).isEqualTo(expected);
  }

  /** So few changes that in some ranges series come and go, and in others none does. */
  @ParameterizedTest
  @CsvSource({"1, 20", "1, 3", "2, 12", "3, 8"})
  void seriesThatComeAndGoKeepTheirSamples(int timelines, int series) throws IOException {
    for (int seed = 0; seed < 2; seed++) {
      Path data = directory.resolve(String.valueOf(seed));
      BlockBuilder builder =
          new BlockBuilder(
              data, policy(ChunkPlacement.SHARED), TestBlocks.ulids(), BlockListener.NONE);
      RandomTimelines random = new RandomTimelines(seed, builder, timelines, series, 0);
      random.play(100, 2, 90, 1);
      random.end();
      assertThat(TestBlocks.samples(data)).isEqualTo(random.samples());
      for (BlockReader block : BlockReader.openAll(data)) {
        requirePostingsOf(block);
      }
    }
  }

  private static void requirePostingsOf(BlockReader block) throws IOException {
    List<LabelSet> all = block.series().stream().map(BlockSeries::labels).toList();
    assertThat(all).isSorted().doesNotHaveDuplicates();
    for (String name : List.of("__name__", "number", "zone")) {
      for (String value : List.of("metric", "0", "1", "2", "7", "11")) {
        assertThat(block.series(name, value).stream().map(BlockSeries::labels))
            .containsExactlyElementsOf(
                all.stream().filter(labels -> value.equals(labels.value(name))).toList());
      }
    }
  }

  private BlockBuilder builder(ChunkPlacement placement) {
    return new BlockBuilder(directory, policy(placement), TestBlocks.ulids(), BlockListener.NONE);
  }

  private static BlockPolicy policy(ChunkPlacement placement) {
    return new BlockPolicy(RANGE_MILLIS, 3, placement, Long.MAX_VALUE);
  }

  private static LabelSet name(String name) {
    return LabelSet.of(Map.of("__name__", name));
  }

  /** The series of a range that are opened in this order. */
  private static SeriesSlots rangeWith(LabelSet... series) throws IOException {
    Recorded recorded = new Recorded();
    for (LabelSet labels : series) {
      recorded.timeline.open(labels);
    }
    recorded.timeline.tick(1);
    recorded.timeline.end();
    return recorded.range(0);
  }

  private static List<LabelSet> labels(BlockLayout layout, SeriesSlots... timelines) {
    List<LabelSet> labels = new ArrayList<>();
    for (int place = 0; place < layout.seriesCount(); place++) {
      labels.add(timelines[layout.timelineAt(place)].labels(layout.numberAt(place)));
    }
    return labels;
  }

  /** A timeline, and the series of each range that it recorded. */
  private static final class Recorded implements TimelineRecorder.Listener {
    final TimelineRecorder timeline = new TimelineRecorder(RANGE_MILLIS, Long.MIN_VALUE, this);
    private final List<SeriesSlots> ranges = new ArrayList<>();

    SeriesSlots range(int number) {
      return ranges.get(number);
    }

    @Override
    public void rangeRecorded(RecordedRange range) {
      ranges.add(range.transpose(0).series());
    }

    @Override
    public void reached(long rangeStartMillis) {}

    @Override
    public void ticked(long timestampMillis) {}
  }
}
