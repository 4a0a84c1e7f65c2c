package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockBuilderTest {
  private static final BlockPolicy POLICY =
      new BlockPolicy(10_000, 5, ChunkPlacement.IN_ORDER, Long.MAX_VALUE);
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));
  private static final LabelSet DOWN = LabelSet.of(Map.of("__name__", "down"));

  @TempDir Path directory;

  /** What {@link #writeRandom} wrote last. */
  private final SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>();

  @Test
  void aBlockHasTheseFilesAndThisMeta() throws IOException {
    BlockBuilder builder = builder(BlockListener.NONE);
    Timeline timeline = builder.addTimeline();
    int up = timeline.open(UP);
    for (int i = 0; i < 7; i++) {
      timeline.tick(1000 + i);
    }
    timeline.close(up);
    timeline.tick(2000);
    timeline.tick(9999); // without a sample, and so no part of the block's range
    timeline.end();
    String ulid = TestBlocks.ulids().get().toString();
    Path block = directory.resolve(ulid);
    assertThat(TestBlocks.names(directory)).containsExactly(ulid);
    assertThat(TestBlocks.names(block))
        .containsExactly("chunks", "index", "meta.json", "tombstones");
    assertThat(TestBlocks.names(block.resolve("chunks"))).containsExactly("000001");
    byte[] noTombstones = {0x01, 0x30, (byte) 0xba, 0x30, 1, 0, 0, 0, 0};
    assertThat(block.resolve("tombstones")).hasBinaryContent(noTombstones);
    String meta =
        """
        {
        	"ulid": "ULID",
        	"minTime": 1000,
        	"maxTime": 2001,
        	"stats": {
        		"numSamples": 8,
        		"numSeries": 1,
        		"numChunks": 2
        	},
        	"compaction": {
        		"level": 1,
        		"sources": [
        			"ULID"
        		]
        	},
        	"version": 1
        }
        """;
    assertThat(block.resolve("meta.json")).hasContent(meta.replace("ULID", ulid));
    assertThat(BlockReader.open(block).meta())
        .isEqualTo(new BlockMeta(ulid, 1000, 2001, 8, 1, 2, List.of(ulid)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 120, 65_535})
  void randomTimelinesSideBySideComeBack(int samplesPerChunk) throws IOException {
    for (ChunkPlacement placement : ChunkPlacement.values()) {
      BlockPolicy policy = POLICY.withSamplesPerChunk(samplesPerChunk).withPlacement(placement);
      for (int seed = 0; seed < 8; seed++) {
        Path data = directory.resolve(placement + "-" + seed);
        assertThat(TestBlocks.samples(writeRandom(data, policy, seed))).isEqualTo(expected);
      }
    }
  }

  /** Three timelines of other series and other times, played in turns. */
  private Path writeRandom(Path data, BlockPolicy policy, int seed) throws IOException {
    BlockBuilder builder = new BlockBuilder(data, policy, TestBlocks.ulids(), BlockListener.NONE);
    List<NaiveTimeline> naive = new ArrayList<>();
    List<RandomScript> scripts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      naive.add(new NaiveTimeline());
      List<LabelSet> names = RandomScript.names("metric" + i, 12);
      Timeline timeline = builder.addTimeline();
      scripts.add(new RandomScript(seed * 3L + i, -15_000, names, naive.get(i), timeline));
    }
    for (int turn = 0; turn < 10; turn++) {
      for (RandomScript script : scripts) {
        script.play(20, 200, 4);
      }
    }
    for (RandomScript script : scripts) {
      script.end();
    }
    expected.clear();
    naive.forEach(timeline -> expected.putAll(timeline.samples()));
    return data;
  }

  @Test
  void timelinesShareABlockPerRangeAndNoBlockCrossesARange() throws IOException {
    writeRandom(directory, POLICY, 99);
    long end = Long.MIN_VALUE;
    for (BlockReader block : BlockReader.openAll(directory)) {
      long min = block.meta().minMillis();
      assertThat(min).isGreaterThanOrEqualTo(end);
      end = block.meta().endMillis();
      assertThat(Math.floorDiv(end - 1, 10_000)).isEqualTo(Math.floorDiv(min, 10_000));
      assertThat(block.series()).extracting(BlockSeries::labels).isSorted();
      assertThat(block.series()).hasSize((int) block.meta().series());
      assertThat(block.series().stream().mapToInt(BlockSeries::chunkCount).sum())
          .isEqualTo((int) block.meta().chunks());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameInputGivesTheSameBytes(ChunkPlacement placement) throws IOException {
    BlockPolicy policy = POLICY.withPlacement(placement);
    Path first = writeRandom(directory.resolve("first"), policy, 7);
    Path second = writeRandom(directory.resolve("second"), policy, 7);
    assertThat(TestBlocks.names(first)).hasSizeGreaterThan(2);
    TestBlocks.requireSameFiles(second, first);
  }

  @Test
  void aRangeIsPublishedWhenTheLastTimelineHasPassedIt() throws IOException {
    BlockBuilder builder = builder(BlockListener.NONE);
    Timeline ahead = builder.addTimeline();
    Timeline behind = builder.addTimeline();
    ahead.open(UP);
    behind.open(DOWN);
    for (long millis = 0; millis < 50_000; millis += 5_000) {
      ahead.tick(millis);
    }
    assertThat(TestBlocks.names(directory)).isEmpty();
    behind.tick(9_999);
    assertThat(TestBlocks.names(directory)).isEmpty();
    behind.tick(30_000);
    assertThat(TestBlocks.names(directory)).hasSize(3);
    behind.end();
    assertThat(TestBlocks.names(directory)).hasSize(4);
    ahead.end();
    assertThat(TestBlocks.names(directory)).hasSize(5);
    assertThat(BlockReader.openAll(directory))
        .extracting(block -> block.series().size())
        .containsExactly(2, 1, 1, 2, 1);
  }

  @Test
  void rangesWithoutSeriesGiveNoBlock() throws IOException {
    Timeline timeline = builder(BlockListener.NONE).addTimeline();
    timeline.tick(1);
    timeline.tick(20_000);
    timeline.close(timeline.open(UP));
    timeline.end();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theListenerHearsOfABlockBeforeAndAfterItAppears() throws IOException {
    List<String> heard = new ArrayList<>();
    BlockListener listener =
        new BlockListener() {
          @Override
          public void creating(String ulid) {
            assertThat(directory.resolve(ulid)).doesNotExist();
            heard.add("creating");
          }

          @Override
          public void published(BlockMeta block, long sizeBytes) throws IOException {
            assertThat(visibleBlocks()).contains(block.ulid());
            assertThat(sizeBytes).isEqualTo(size(directory.resolve(block.ulid())));
            heard.add("published " + block.minMillis());
          }
        };
    Timeline timeline = builder(listener).addTimeline();
    timeline.open(UP);
    timeline.tick(1);
    timeline.tick(10_002);
    assertThat(heard).containsExactly("creating", "published 1");
    timeline.end();
    assertThat(heard).containsExactly("creating", "published 1", "creating", "published 10002");
  }

  @Test
  void aFailureBeforePublicationLeavesNothingBehind() throws IOException {
    BlockListener failing =
        new BlockListener() {
          @Override
          public void creating(String ulid) throws IOException {
            if (!TestBlocks.names(directory).isEmpty()) {
              throw new IOException("no");
            }
          }
        };
    Timeline timeline = builder(failing).addTimeline();
    timeline.open(UP);
    timeline.tick(1);
    timeline.tick(10_002);
    assertThatThrownBy(() -> timeline.tick(20_000))
        .isInstanceOf(IOException.class)
        .hasMessage("no");
    assertThat(TestBlocks.names(directory)).hasSize(1).allMatch(Ulid::isUlid);
    assertThat(BlockReader.openAll(directory).get(0).meta().minMillis()).isEqualTo(1);
  }

  @Test
  void aBlockThatIsThereAlreadyIsNotOverwritten() throws IOException {
    Path block = Files.createDirectory(directory.resolve(TestBlocks.ulids().get().toString()));
    Files.writeString(block.resolve("meta.json"), "theirs");
    Timeline timeline = builder(BlockListener.NONE).addTimeline();
    timeline.open(UP);
    timeline.tick(1);
    assertThatThrownBy(timeline::end).isInstanceOf(IOException.class);
    assertThat(TestBlocks.names(directory)).hasSize(1);
    assertThat(TestBlocks.names(block)).containsExactly("meta.json");
  }

  @Test
  void twoTimelinesWithOneSeriesAreRefusedByName() throws IOException {
    BlockBuilder builder = builder(BlockListener.NONE);
    Timeline first = builder.addTimeline();
    Timeline second = builder.addTimeline();
    first.open(UP);
    second.open(UP);
    first.tick(1);
    second.tick(2);
    first.end();
    assertThatIllegalStateException()
        .isThrownBy(second::end)
        .withMessageContaining("two timelines")
        .withMessageContaining(UP.toString());
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void oneTimelineMayGoOnWithTheSeriesThatAnotherHadInAnEarlierRange() throws IOException {
    BlockBuilder builder = builder(BlockListener.NONE);
    Timeline first = builder.addTimeline();
    Timeline second = builder.addTimeline();
    first.open(UP);
    first.tick(1);
    first.end();
    second.open(UP);
    second.tick(10_000);
    second.end();
    assertThat(TestBlocks.samples(directory).get(UP)).containsOnlyKeys(1L, 10_000L);
  }

  @Test
  void aRangeMayHoldAMarkerAlone() throws IOException {
    Timeline timeline = builder(BlockListener.NONE).addTimeline();
    int up = timeline.open(UP);
    timeline.tick(9_999);
    timeline.close(up);
    timeline.tick(10_000);
    timeline.tick(10_001);
    timeline.end();
    List<BlockReader> blocks = BlockReader.openAll(directory);
    assertThat(blocks.get(1).meta().minMillis()).isEqualTo(10_000);
    assertThat(blocks.get(1).meta().endMillis()).isEqualTo(10_001);
    assertThat(TestBlocks.samples(directory).get(UP))
        .isEqualTo(Map.of(9_999L, 0L, 10_000L, StaleMarker.BITS));
  }

  @Test
  void seriesAreFoundByLabel() throws IOException {
    writeRandom(directory, POLICY.withRange(Duration.ofHours(1)), 5);
    for (BlockReader block : BlockReader.openAll(directory)) {
      assertThat(block.series("__name__", "metric1"))
          .isNotEmpty()
          .extracting(series -> series.labels().value("__name__"))
          .containsOnly("metric1");
      assertThat(block.series("__name__", "metric")).isEmpty();
    }
  }

  @Test
  void policiesThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockPolicy(1, 120, ChunkPlacement.IN_ORDER, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockPolicy(0, 120, ChunkPlacement.IN_ORDER, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockPolicy(1, 1, ChunkPlacement.IN_ORDER, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockPolicy(1, 65_536, ChunkPlacement.IN_ORDER, 1));
  }

  private BlockBuilder builder(BlockListener listener) {
    return new BlockBuilder(directory, POLICY, TestBlocks.ulids(), listener);
  }

  private List<String> visibleBlocks() {
    try {
      return TestBlocks.names(directory).stream().filter(Ulid::isUlid).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path block) throws IOException {
    try (Stream<Path> walk = Files.walk(block)) {
      return walk.map(Path::toFile).filter(f -> f.isFile()).mapToLong(f -> f.length()).sum();
    }
  }
}
