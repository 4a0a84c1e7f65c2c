package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal chunks stand in a block once, and its samples are the same as without that. */
class SharedChunksTest {
  private static final BlockPolicy POLICY =
      new BlockPolicy(1_000_000, 10, ChunkPlacement.SHARED, Long.MAX_VALUE);

  private static final long ONE = Double.doubleToRawLongBits(1);

  /** Values that must not be taken for one another, though some are equal as numbers. */
  private static final long[] VALUES = {
    0,
    Double.doubleToRawLongBits(-0.0),
    1,
    ONE,
    Double.doubleToRawLongBits(Double.NaN),
    0x7ff8_0000_0000_0001L,
    0xfff8_0000_0000_0000L,
    Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
  };

  @TempDir Path directory;

  private final List<Pair> pairs = new ArrayList<>();
  private BlockBuilder builder;

  @BeforeEach
  void begin() {
    builder = builder(directory, POLICY);
  }

  @Test
  void seriesThatKeepStillTakeTheirChunksOnce() throws IOException {
    long inOrderBytes = writeMostlyStill(ChunkPlacement.IN_ORDER);
    long sharedBytes = writeMostlyStill(ChunkPlacement.SHARED);
    assertThat(TestBlocks.samples(directory.resolve("SHARED")))
        .isEqualTo(TestBlocks.samples(directory.resolve("IN_ORDER")));
    assertThat(sharedBytes).isLessThan(inOrderBytes / 2);
  }

  /** Writes a few random series and many that keep still; how many bytes do their chunks take? */
  private long writeMostlyStill(ChunkPlacement placement) throws IOException {
    Path data = directory.resolve(placement.name());
    Timeline timeline = builder(data, POLICY.withPlacement(placement)).addTimeline();
    NaiveTimeline expected = new NaiveTimeline();
    for (LabelSet labels : RandomScript.names("still", 80)) {
      expected.open(labels);
      timeline.open(labels);
    }
    RandomScript script =
        new RandomScript(1, 0, RandomScript.names("random", 8), expected, timeline);
    script.play(200, 1000, 1);
    script.end();
    assertThat(TestBlocks.samples(data)).isEqualTo(expected.samples());
    return Files.size(onlyBlock(data).resolve("chunks/000001"));
  }

  @Test
  void valuesAreSharedByTheirBits() throws IOException {
    Pair pair = new Pair();
    for (LabelSet labels : RandomScript.names("still", 3 * VALUES.length)) {
      pair.set(pair.open(labels), VALUES[pair.opened() % VALUES.length]);
    }
    pair.tick(0, 25);
    assertThat(chunksWritten()).isEqualTo(3 * VALUES.length);
    assertThat(chunksReferredTo()).isEqualTo(9L * VALUES.length);
  }

  @Test
  void aLifeThatBeginsOrEndsWithinAWindowHasChunksOfItsOwn() throws IOException {
    Pair pair = new Pair();
    List<LabelSet> names = RandomScript.names("m", 6);
    for (LabelSet whole : names.subList(0, 2)) {
      pair.open(whole);
    }
    pair.tick(0, 13);
    List<int[]> lives = new ArrayList<>();
    for (LabelSet late : names.subList(2, 6)) {
      lives.add(pair.open(late)); // from tick 13 on
    }
    pair.tick(13, 22);
    pair.close(lives.get(0)); // the marker at tick 22 is in the chunk that begins at 20
    pair.close(lives.get(1));
    pair.tick(22, 30);
    pair.tick(30, 40);
    // 0-10, 10-20, 20-30, 30-40 of the whole; 13-20; 20-22 with a marker, twice as it changes
    assertThat(chunksWritten()).isEqualTo(4 + 1 + 2);
    assertThat(chunksReferredTo()).isEqualTo(2 * 4 + 2 * 3 + 2 * 2);
  }

  @Test
  void livesAfterAGapShareWithThoseThatHadNone() throws IOException {
    Pair pair = new Pair();
    List<LabelSet> names = RandomScript.names("m", 3);
    pair.open(names.get(0));
    int[] first = pair.open(names.get(1));
    pair.tick(0, 10);
    pair.close(first);
    pair.tick(10, 20); // a marker alone in its chunk, then a gap
    pair.open(names.get(1));
    pair.open(names.get(2));
    pair.tick(20, 35);
    // four windows, and the marker
    assertThat(chunksWritten()).isEqualTo(4 + 1);
    assertThat(chunksReferredTo()).isEqualTo(4 + 4 + 2);
  }

  @Test
  void markersOfOneTickAreShared() throws IOException {
    Pair pair = new Pair();
    List<int[]> series = new ArrayList<>();
    for (LabelSet labels : RandomScript.names("m", 5)) {
      series.add(pair.open(labels));
      pair.set(series.get(series.size() - 1), VALUES[series.size()]);
    }
    pair.tick(0, 10);
    for (int[] one : series) {
      pair.close(one);
    }
    pair.tick(10, 12);
    assertThat(chunksWritten()).isEqualTo(5 + 1);
    assertThat(chunksReferredTo()).isEqualTo(5 + 5);
  }

  @Test
  void aSeriesThatChangesSharesTheWindowsInWhichItDoesNot() throws IOException {
    Pair pair = new Pair();
    List<LabelSet> names = RandomScript.names("m", 2);
    pair.open(names.get(0));
    int[] changing = pair.open(names.get(1));
    pair.tick(0, 10);
    pair.set(changing, ONE);
    pair.tick(10, 15); // another value from the window's first tick on
    pair.set(changing, 0);
    pair.tick(15, 20); // a change within
    pair.tick(20, 40); // and still again
    assertThat(chunksWritten()).isEqualTo(4 + 1);
    assertThat(chunksReferredTo()).isEqualTo(8);
  }

  @Test
  void timelinesOfOtherTimesHaveChunksOfTheirOwn() throws IOException {
    List<Pair> pairs = List.of(new Pair(), new Pair(), new Pair());
    for (int i = 0; i < 3; i++) {
      for (LabelSet labels : RandomScript.names("m" + i, 4)) {
        pairs.get(i).open(labels);
      }
    }
    pairs.get(0).tick(0, 20);
    pairs.get(1).tick(0, 20, 5); // the same ticks, each 5 ms later
    pairs.get(2).tick(0, 20); // the same times as the first one's
    assertThat(chunksWritten()).isBetween(2 + 2, 2 + 2 + 2);
    assertThat(chunksReferredTo()).isEqualTo(3 * 4 * 2);
  }

  @Test
  void chunksAreNotSharedAcrossBlocks() throws IOException {
    Pair pair = new Pair();
    for (LabelSet labels : RandomScript.names("m", 4)) {
      pair.open(labels);
    }
    pair.tick(0, 2_010);
    end();
    for (BlockReader block : BlockReader.openAll(directory)) {
      Path path = directory.resolve(block.meta().ulid());
      assertThat(TestBlocks.chunkRecords(path)).isEqualTo(block.meta().chunks() / 4);
    }
  }

  /** How many chunks the one block holds, whose samples are as said. */
  private int chunksWritten() throws IOException {
    end();
    return TestBlocks.chunkRecords(onlyBlock(directory));
  }

  private long chunksReferredTo() throws IOException {
    return BlockReader.open(onlyBlock(directory)).meta().chunks();
  }

  private void end() throws IOException {
    for (Pair pair : pairs) {
      pair.timeline.end();
    }
    SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>();
    pairs.forEach(pair -> expected.putAll(pair.naive.samples()));
    assertThat(TestBlocks.samples(directory)).isEqualTo(expected);
  }

  private static BlockBuilder builder(Path data, BlockPolicy policy) {
    return new BlockBuilder(data, policy, TestBlocks.ulids(), BlockListener.NONE);
  }

  private static Path onlyBlock(Path data) throws IOException {
    List<String> ulids = Blocks.list(data);
    assertThat(ulids).hasSize(1);
    return data.resolve(ulids.get(0));
  }

  /** A timeline of the builder, and the naive one that is told the same. */
  private final class Pair {
    final Timeline timeline = builder.addTimeline();
    final NaiveTimeline naive = new NaiveTimeline();
    private int opened;

    Pair() {
      pairs.add(this);
    }

    int[] open(LabelSet labels) {
      opened++;
      return new int[] {timeline.open(labels), naive.open(labels)};
    }

    int opened() {
      return opened;
    }

    void set(int[] series, long valueBits) {
      timeline.set(series[0], valueBits);
      naive.set(series[1], valueBits);
    }

    void close(int[] series) {
      timeline.close(series[0]);
      naive.close(series[1]);
    }

    /** Ticks each second, numbered from and to before. */
    void tick(int from, int to) throws IOException {
      tick(from, to, 0);
    }

    /** Ticks each second, some milliseconds later. */
    void tick(int from, int to, int laterMillis) throws IOException {
      for (int tick = from; tick < to; tick++) {
        timeline.tick(tick * 1000L + laterMillis);
        naive.tick(tick * 1000L + laterMillis);
      }
    }
  }
}
