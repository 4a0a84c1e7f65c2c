package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks of a little of what timelines record, and blocks that take their place. */
class BlockDraftsTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final BlockPolicy POLICY =
      BlockPolicy.PROMETHEUS.withSamplesPerChunk(20).withPlacement(ChunkPlacement.SHARED);

  @TempDir Path directory;
  private final Supplier<Ulid> ulids = TestBlocks.ulids();
  private final CutTimelines timelines = new CutTimelines(2 * HOUR);

  @ParameterizedTest
  @EnumSource
  void whatOneCutRecordedIsTheBlockThatABuilderWrites(ChunkPlacement placement) throws IOException {
    BlockPolicy policy = POLICY.withPlacement(placement);
    Path built = directory.resolve("built");
    Path drafted = directory.resolve("drafted");
    BlockBuilder builder = new BlockBuilder(built, policy, TestBlocks.ulids(), BlockListener.NONE);
    for (int member = 0; member < 3; member++) {
      play(member, builder.addTimeline(), 0, 300);
      play(member, timelines.add(), 0, 300);
    }
    builder.advancedTo(2 * HOUR);
    try (BlockDraft draft =
        new BlockDrafts(drafted, policy, BlockListener.NONE).begin(ulids.get())) {
      draft.addRecorded(timelines.cut(HOUR));
      assertThat(draft.partCount()).isEqualTo(1);
      draft.publish();
    }
    TestBlocks.requireSameFiles(drafted, built);
  }

  @ParameterizedTest
  @CsvSource({"20, 0", "120, 0", "120, 3", "480, 3"})
  void minutesThatAreMergedStepByStepAreWhatWasRecorded(int samplesPerChunk, int tolerance)
      throws IOException {
    BlockPolicy policy =
        POLICY.withSamplesPerChunk(samplesPerChunk).withTolerance(Duration.ofMillis(tolerance));
    BlockDrafts drafts = new BlockDrafts(directory, policy, HeadMarks.HELD, BlockListener.NONE);
    SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>();
    List<RandomScript> scripts = new ArrayList<>();
    List<NaiveTimeline> naive = new ArrayList<>();
    for (int member = 0; member < 2; member++) {
      naive.add(new NaiveTimeline());
      scripts.add(
          new RandomScript(member, member, names(member), naive.get(member), timelines.add()));
    }
    BinaryCounter blocks = new BinaryCounter(directory, drafts, ulids);
    for (int minute = 1; minute <= 37; minute++) {
      for (RandomScript script : scripts) {
        script.playUntil(minute * MINUTE, 1000, 3);
      }
      blocks.add(timelines.cut(minute * MINUTE));
    }
    naive.forEach(timeline -> expected.putAll(timeline.samples()));
    assertThat(Blocks.list(directory)).hasSize(Integer.bitCount(37));
    if (tolerance == 0) {
      assertThat(TestBlocks.samples(directory)).isEqualTo(expected);
    } else {
      requireMoved(TestBlocks.samples(directory), expected, tolerance);
    }
    List<BlockMeta> metas = Blocks.metas(directory);
    for (int i = 0; i < metas.size(); i++) {
      assertThat(metas.get(i).isHeld()).isTrue();
      TestBlocks.requireChunks(directory.resolve(metas.get(i).ulid()), samplesPerChunk);
      if (i > 0) {
        assertThat(metas.get(i).minMillis()).isGreaterThanOrEqualTo(metas.get(i - 1).endMillis());
      }
    }
  }

  /** Of what is merged step by step, chunks are no smaller than of what is written at once. */
  @ParameterizedTest
  @EnumSource
  void twoHoursOfMinutesTakeAsMuchAsOneBlock(ChunkPlacement placement) throws IOException {
    BlockPolicy policy = POLICY.withSamplesPerChunk(480).withPlacement(placement);
    Path whole = directory.resolve("whole");
    Path minutes = directory.resolve("minutes");
    BlockBuilder builder = new BlockBuilder(whole, policy, ulids, BlockListener.NONE);
    Timeline built = builder.addTimeline();
    Timeline cut = timelines.add();
    BinaryCounter blocks =
        new BinaryCounter(
            minutes, new BlockDrafts(minutes, policy, HeadMarks.HELD, BlockListener.NONE), ulids);
    List<LabelSet> names = RandomScript.names("metric", 200);
    names.forEach(built::open);
    names.forEach(cut::open);
    Random random = new Random(1);
    for (int second = 0; second < 7200; second++) {
      int changed = random.nextInt(20);
      long bits = Double.doubleToRawLongBits(random.nextInt(1000));
      long millis = second * 1000L + (second % 20 == 7 ? 1 : 0);
      for (Timeline timeline : List.of(built, cut)) {
        timeline.set(changed, bits);
        timeline.tick(millis);
      }
      if (second % 60 == 59) {
        blocks.add(timelines.cut(millis + 1));
      }
    }
    built.end();
    Path merged = minutes.resolve(blocks.mergeAll().ulid());
    Path expected = whole.resolve(Blocks.list(whole).get(0));
    assertThat(Blocks.list(minutes)).hasSize(1);
    assertThat(TestBlocks.samplesOf(merged)).isEqualTo(TestBlocks.samplesOf(expected));
    assertThat(sizeBytes(merged)).isLessThan(sizeBytes(expected) * 105 / 100);
    TestBlocks.requireChunks(merged, 480);
  }

  private static long sizeBytes(Path block) throws IOException {
    long bytes = 0;
    for (Path file : TestBlocks.files(block)) {
      bytes += file.endsWith("meta.json") ? 0 : Files.size(block.resolve(file));
    }
    return bytes;
  }

  private static void requireMoved(
      SortedMap<LabelSet, SortedMap<Long, Long>> actual,
      SortedMap<LabelSet, SortedMap<Long, Long>> expected,
      long tolerance) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (labels, samples) -> {
          SortedMap<Long, Long> moved = actual.get(labels);
          assertThat(List.copyOf(moved.values())).isEqualTo(List.copyOf(samples.values()));
          List<Long> times = List.copyOf(samples.keySet());
          List<Long> movedTimes = List.copyOf(moved.keySet());
          for (int i = 0; i < times.size(); i++) {
            assertThat(Math.abs(times.get(i) - movedTimes.get(i))).isLessThanOrEqualTo(tolerance);
          }
        });
  }

  @Test
  void theEndOfWhatWasRecordedIsAfterItsLastTickAlsoWhenItIsClosed() throws IOException {
    Timeline timeline = timelines.add();
    timeline.open(names(0).get(0));
    timeline.tick(1000);
    timeline.tick(2500);
    List<RecordedRange> first = timelines.cut(5000);
    timeline.tick(7000);
    List<RecordedRange> second = timelines.cut(7001);
    first.get(0).close();
    timeline.tick(9000);
    assertThat(first).singleElement().returns(2501L, RecordedRange::ticksEndMillis);
    assertThat(second).singleElement().returns(7001L, RecordedRange::ticksEndMillis);
    assertThat(timelines.cut(10_000)).singleElement().returns(9001L, RecordedRange::ticksEndMillis);
    assertThat(timelines.cut(11_000)).isEmpty();
  }

  @Test
  void whatHasNoSeriesMakesNoBlock() throws IOException {
    timelines.add().tick(1000);
    List<RecordedRange> recorded = timelines.cut(2000);
    assertThat(recorded).hasSize(1);
    try (BlockDraft draft = draft()) {
      assertThat(draft.isEmpty()).isTrue();
      draft.addRecorded(recorded);
      draft.addRecorded(List.of());
      assertThat(draft.isEmpty()).isTrue();
      assertThatIllegalArgumentException().isThrownBy(draft::publish);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void ofSamplesAtOneTimeThatStaysWhichWasAddedFirst() throws IOException {
    String block = publishTick(1, 1000);
    for (boolean blockFirst : new boolean[] {true, false}) {
      Path other = directory.resolve("first-" + blockFirst);
      CutTimelines again = new CutTimelines(2 * HOUR);
      tick(again.add(), 2, 1000);
      BlockMeta meta;
      try (BlockDraft draft =
          new BlockDrafts(other, POLICY, BlockListener.NONE).begin(ulids.get())) {
        if (blockFirst) {
          draft.addBlock(directory.resolve(block));
        }
        draft.addRecorded(again.cut(2000));
        if (!blockFirst) {
          draft.addBlock(directory.resolve(block));
        }
        meta = draft.publish();
        assertThat(draft.conflicting()).isEqualTo(1);
      }
      assertThat(TestBlocks.samplesOf(other.resolve(meta.ulid())).get(names(0).get(0)))
          .isEqualTo(Map.of(1000L, blockFirst ? 1L : 2L));
    }
  }

  @Test
  void aBlockNamesThoseThatItReplacesAndThoseThatTheyReplaced() throws IOException {
    String first = publishTick(1, 1000);
    Timeline timeline = timelines.add();
    tick(timeline, 1, 2000);
    BlockMeta second;
    try (BlockDraft draft = draft()) {
      draft.replaceBlock(directory.resolve(first));
      draft.addRecorded(timelines.cut(3000));
      second = draft.publish();
    }
    assertThat(second.replaced()).containsExactly(new BlockMeta.Replaced(first, 1000, 1001));
    Blocks.delete(directory, first);
    BlockMeta third;
    try (BlockDraft draft = draft()) {
      draft.replaceBlock(directory.resolve(second.ulid()));
      third = draft.publish();
    }
    assertThat(third.replaced())
        .containsExactly(
            new BlockMeta.Replaced(first, 1000, 1001),
            new BlockMeta.Replaced(second.ulid(), 1000, 2001));
    assertThat(third.sources()).containsExactly(third.ulid());
    assertThat(BlockReader.open(directory.resolve(third.ulid())).meta()).isEqualTo(third);
  }

  @Test
  void aBlockThatIsGoneCannotBeMergedAndNothingIsLeft() throws IOException {
    String gone = publishTick(1, 1000);
    String stays = publishTick(1, 2000);
    try (BlockDraft draft = draft()) {
      draft.replaceBlock(directory.resolve(stays));
      draft.addBlock(directory.resolve(gone));
      Blocks.delete(directory, gone);
      assertThatThrownBy(draft::publish)
          .isInstanceOf(NoSuchFileException.class)
          .hasMessageContaining(gone);
    }
    try (BlockDraft draft = draft()) {
      assertThatThrownBy(() -> draft.replaceBlock(directory.resolve(gone)))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessageContaining(gone);
    }
    assertThat(TestBlocks.names(directory)).containsExactly(stays);
  }

  private BlockDraft draft() throws IOException {
    return new BlockDrafts(directory, POLICY, BlockListener.NONE).begin(ulids.get());
  }

  private String publishTick(long valueBits, long millis) throws IOException {
    CutTimelines one = new CutTimelines(2 * HOUR);
    tick(one.add(), valueBits, millis);
    try (BlockDraft draft = draft()) {
      draft.addRecorded(one.cut(millis + 1));
      return draft.publish().ulid();
    }
  }

  private static void tick(Timeline timeline, long valueBits, long millis) throws IOException {
    timeline.set(timeline.open(names(0).get(0)), valueBits);
    timeline.tick(millis);
  }

  private static List<LabelSet> names(int member) {
    return RandomScript.names("metric", 6).stream()
        .map(name -> name.with("member", "m" + member))
        .toList();
  }

  private static void play(int seed, Timeline timeline, long startMillis, int ticks)
      throws IOException {
    NaiveTimeline unheard = new NaiveTimeline();
    RandomScript script =
        new RandomScript(seed, startMillis + seed, names(seed), unheard, timeline);
    script.play(ticks, 1000, 3);
  }
}
