package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockExcerptTest {
  private static final BlockPolicy POLICY =
      new BlockPolicy(1_000_000, 20, ChunkPlacement.SHARED, Long.MAX_VALUE);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void anExcerptHasTheSamplesOfItsSeriesAndIsNoLonger(ChunkPlacement placement) throws IOException {
    Path block = block(POLICY.withPlacement(placement));
    SortedMap<LabelSet, SortedMap<Long, Long>> all = TestBlocks.samplesOf(block);
    Predicate<LabelSet> kept = labels -> labels.value("zone").equals("1");
    Path excerpt = excerpt(block, kept);

    SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>(all);
    expected.keySet().removeIf(kept.negate());
    assertThat(TestBlocks.samplesOf(excerpt)).isEqualTo(expected).isNotEmpty();
    assertThat(expected.size()).isLessThan(all.size());
    TestBlocks.requireChunks(excerpt, 20);
    BlockMeta meta = BlockReader.open(excerpt).meta();
    assertThat(meta.series()).isEqualTo(expected.size());
    assertThat(meta.samples()).isEqualTo(expected.values().stream().mapToLong(Map::size).sum());
    assertThat(meta.chunks())
        .isEqualTo(
            BlockReader.open(excerpt).series().stream().mapToInt(BlockSeries::chunkCount).sum());
    assertThat(TestBlocks.chunkRecords(excerpt)).isLessThan(TestBlocks.chunkRecords(block));
  }

  /** Otherwise a day of a cluster would be three times as large after one member was replaced. */
  @ParameterizedTest
  @EnumSource
  void anExcerptOfAllSeriesHasTheBytesOfTheBlock(ChunkPlacement placement) throws IOException {
    Path block = block(POLICY.withPlacement(placement));
    Path excerpt = excerpt(block, labels -> true);

    for (String file : List.of("index", "chunks/000001", "tombstones")) {
      assertThat(excerpt.resolve(file)).hasSameBinaryContentAs(block.resolve(file));
    }
  }

  @Test
  void whatWasBegunIsWrittenAgainAndWhatIsThereIsLeft() throws IOException {
    Path block = block(POLICY);
    BlockExcerpt excerpt = new BlockExcerpt(directory, block.getFileName().toString());
    Path unfinished = directory.resolve(excerpt.ulid() + ".tmp-for-creation");
    Files.createDirectories(unfinished.resolve("chunks"));
    excerpt.write(labels -> true);
    assertThat(unfinished).doesNotExist();

    Map<String, Object> before = modified(directory.resolve(excerpt.ulid()));
    excerpt.write(labels -> false);
    assertThat(modified(directory.resolve(excerpt.ulid()))).isEqualTo(before);
  }

  @Test
  void namesFollowOneAnother() {
    for (String[] names :
        new String[][] {
          {"01M81J18G0J45BXTWDM5JRXV37", "01M81J18G0J45BXTWDM5JRXV38"},
          {"01M81J18G0J45BXTWDM5JRXV3Z", "01M81J18G0J45BXTWDM5JRXV40"},
          {"01M81J18G0ZZZZZZZZZZZZZZZZ", "01M81J18G10000000000000000"}
        }) {
      assertThat(new BlockExcerpt(directory, names[0]).ulid()).isEqualTo(names[1]);
      assertThat(Ulid.parse(names[0])).hasToString(names[0]);
    }
  }

  private Path excerpt(Path block, Predicate<LabelSet> kept) throws IOException {
    BlockExcerpt excerpt = new BlockExcerpt(directory, block.getFileName().toString());
    excerpt.write(kept);
    return directory.resolve(excerpt.ulid());
  }

  private Path block(BlockPolicy policy) throws IOException {
    BlockBuilder builder =
        new BlockBuilder(directory, policy, TestBlocks.ulids(), BlockListener.NONE);
    RandomTimelines timelines = new RandomTimelines(5, builder, 3, 40, 1_000);
    timelines.play(10, 30, 200, 2);
    timelines.end();
    return directory.resolve(Blocks.list(directory).get(0));
  }

  private static Map<String, Object> modified(Path block) throws IOException {
    Map<String, Object> modified = new HashMap<>();
    for (Path file : TestBlocks.files(block)) {
      modified.put(file.toString(), Files.getLastModifiedTime(block.resolve(file)));
    }
    return modified;
  }
}
