package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import io.github.gfstoprometheus.tsdb.chunks.SegmentReader;
import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import io.github.gfstoprometheus.tsdb.chunks.XorAppender;
import io.github.gfstoprometheus.tsdb.head.Head;
import io.github.gfstoprometheus.tsdb.index.ChunkList;
import io.github.gfstoprometheus.tsdb.index.ChunkMeta;
import io.github.gfstoprometheus.tsdb.index.IndexReader;
import io.github.gfstoprometheus.tsdb.index.IndexWriter;
import io.github.gfstoprometheus.tsdb.index.SeriesTable;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BlockMergeTest {
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));
  private static final BlockPolicy POLICY =
      BlockPolicy.PROMETHEUS.withRange(Duration.ofDays(1)).withSamplesPerChunk(20);

  @TempDir Path directory;
  private final Supplier<Ulid> ulids = TestBlocks.ulids();

  @ParameterizedTest
  @EnumSource
  void oneBlockIsCopiedByteForByte(ChunkPlacement placement) throws IOException {
    BlockPolicy policy = POLICY.withPlacement(placement);
    Path block = block(policy, random(1, 5, 0, 100));
    Path merged = merge(policy, List.of(block));
    assertThat(merged.resolve("chunks/000001"))
        .hasSameBinaryContentAs(block.resolve("chunks/000001"));
    assertThat(merged.resolve("index")).hasSameBinaryContentAs(block.resolve("index"));
  }

  @Test
  void fullChunksThatFollowOneAnotherAreCopied() throws IOException {
    Path first = block(POLICY, random(1, 3, 0, 100));
    Path second = block(POLICY, random(2, 3, 1_000_000, 100));
    List<byte[]> expected = new ArrayList<>();
    for (int series = 0; series < 3; series++) {
      expected.addAll(chunks(first).subList(series * 5, series * 5 + 5));
      expected.addAll(chunks(second).subList(series * 5, series * 5 + 5));
    }
    assertThat(chunks(merge(POLICY, List.of(second, first)))).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @CsvSource({"20, 2", "20, 20", "20, 120", "7, 20", "120, 3", "120, 65535"})
  void overlappingBlocksHaveTheSamplesOfAllAndThoseOfTheFirstWhereTheyDiffer(
      int samplesPerChunk, int samplesPerMergedChunk) throws IOException {
    for (int count : new int[] {1, 2, 3, 5, 18}) {
      Random random = new Random(count);
      SortedMap<LabelSet, SortedMap<Long, Long>> expected = new TreeMap<>();
      List<Path> blocks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int series = 1 + random.nextInt(4);
        var samples = random(random.nextInt(), series, random.nextInt(4 * count) * 10_000L, 50);
        blocks.add(block(POLICY.withSamplesPerChunk(samplesPerChunk), samples));
        for (var added : samples.entrySet()) {
          Map<Long, Long> values =
              expected.computeIfAbsent(added.getKey(), labels -> new TreeMap<>());
          added.getValue().forEach(values::putIfAbsent);
        }
      }
      ChunkPlacement placement = count % 2 == 0 ? ChunkPlacement.SHARED : ChunkPlacement.IN_ORDER;
      BlockPolicy policy =
          POLICY.withSamplesPerChunk(samplesPerMergedChunk).withPlacement(placement);
      Path merged = merge(policy, blocks);
      assertThat(TestBlocks.samplesOf(merged)).isEqualTo(expected);
      TestBlocks.requireChunks(merged, Math.max(samplesPerChunk, samplesPerMergedChunk));
      requireMeta(merged, expected);
    }
  }

  private static void requireMeta(Path block, SortedMap<LabelSet, SortedMap<Long, Long>> expected)
      throws IOException {
    BlockMeta meta = BlockReader.open(block).meta();
    assertThat(meta.samples()).isEqualTo(expected.values().stream().mapToLong(Map::size).sum());
    assertThat(meta.series()).isEqualTo(expected.size());
    assertThat(meta.chunks()).isEqualTo(chunks(block).size());
    LongSummaryStatistics times =
        expected.values().stream()
            .flatMap(values -> values.keySet().stream())
            .mapToLong(Long::longValue)
            .summaryStatistics();
    assertThat(meta.minMillis()).isEqualTo(times.getMin());
    assertThat(meta.endMillis()).isEqualTo(times.getMax() + 1);
    assertThat(meta.sources()).containsExactly(meta.ulid());
  }

  /** A live watch: each minute a block with four samples of a series. */
  @Test
  void twoHoursOfOneMinuteBlocksHaveFullChunks() throws IOException {
    List<Path> blocks = new ArrayList<>();
    for (int minute = 0; minute < 120; minute++) {
      blocks.add(block(POLICY, random(minute, 3, minute * 60_000L, 4)));
    }
    BlockPolicy policy = POLICY.withSamplesPerChunk(120);
    Path merged = merge(policy, blocks);
    assertThat(BlockReader.open(merged).meta().samples()).isEqualTo(3 * 480);
    assertThat(BlockReader.open(merged).series())
        .allSatisfy(series -> assertThat(series.chunkCount()).isEqualTo(4));
    TestBlocks.requireChunks(merged, 120);
  }

  @Test
  void equalChunksOfSeveralSeriesAreWrittenOnceWhereTheyAreShared() throws IOException {
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
    SortedMap<Long, Long> values = new TreeMap<>();
    for (long i = 0; i < 100; i++) {
      values.put(i, i % 7);
    }
    for (int i = 0; i < 30; i++) {
      samples.put(UP.with("number", "n" + i), values);
    }
    Path block = block(POLICY, samples);
    BlockPolicy shared = POLICY.withPlacement(ChunkPlacement.SHARED);
    Path merged = merge(shared, List.of(block, block));
    assertThat(TestBlocks.chunkRecords(block)).isEqualTo(30 * 5);
    assertThat(TestBlocks.chunkRecords(merged)).isEqualTo(5);
    assertThat(TestBlocks.samplesOf(merged)).isEqualTo(samples);
    assertThat(chunks(merge(POLICY, List.of(merged)))).hasSize(30 * 5);
  }

  /** Samples that are left out count for each series, although equal ones are merged once. */
  @ParameterizedTest
  @EnumSource
  void samplesThatAreLeftOutOfSeriesThatShareChunksAreCountedForEach(ChunkPlacement placement)
      throws IOException {
    BlockPolicy policy = POLICY.withPlacement(placement);
    List<Path> blocks = new ArrayList<>();
    for (long value = 0; value < 2; value++) {
      SortedMap<Long, Long> values = new TreeMap<>();
      for (long i = 0; i < 50; i++) {
        values.put(i, i < 30 ? 7 : value);
      }
      SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
      for (int i = 0; i < 11; i++) {
        samples.put(UP.with("number", "n" + i), values);
      }
      blocks.add(block(policy, samples));
    }
    try (BlockDraft draft =
        new BlockDraft(directory.resolve("merged"), ulids.get(), policy, BlockListener.NONE)) {
      for (Path block : blocks) {
        draft.addBlock(block);
      }
      BlockMeta meta = draft.publish();
      assertThat(draft.repeated()).isEqualTo(11 * 30);
      assertThat(draft.conflicting()).isEqualTo(11 * 20);
      assertThat(TestBlocks.samplesOf(directory.resolve("merged").resolve(meta.ulid())))
          .isEqualTo(TestBlocks.samplesOf(blocks.get(0)));
    }
  }

  @ParameterizedTest
  @CsvSource({"index, 50", "chunks/000001, 50"})
  void aCorruptBlockIsFoundOutAndNothingIsLeft(String name, int step) throws IOException {
    Path good = block(POLICY, random(1, 4, 0, 100));
    Path bad = block(POLICY, random(2, 4, 20_000, 100));
    var expected = TestBlocks.samplesOf(merge(POLICY, List.of(good, bad)));
    List<String> before = TestBlocks.names(directory);
    byte[] bytes = Files.readAllBytes(bad.resolve(name));
    int found = 0;
    for (int i = 0; i < bytes.length; i += 1 + i % step) {
      byte[] changed = bytes.clone();
      changed[i] ^= 0x11;
      Files.write(bad.resolve(name), changed);
      Path target = directory.resolve("target");
      try {
        BlockMeta meta = new BlockMerge(target, POLICY).merge(List.of(good, bad), ulids.get());
        assertThat(TestBlocks.samplesOf(target.resolve(meta.ulid()))).isEqualTo(expected);
        Blocks.delete(target, meta.ulid());
      } catch (CorruptBlockException e) {
        found++;
      }
      assertThat(target).isEmptyDirectory();
      Files.delete(target);
    }
    assertThat(found).isGreaterThan(10);
    assertThat(TestBlocks.names(directory)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"999, 5000", "1001, 5000", "1000, 4999", "1000, 5001"})
  void anIndexThatIsWrongAboutTheTimeOfAChunkIsFoundOut(long minMillis, long maxMillis)
      throws IOException {
    Path block = directory.resolve("wrong");
    Files.createDirectories(block.resolve("chunks"));
    try (SegmentWriter segments = new SegmentWriter(block.resolve("chunks"));
        IndexWriter index = new IndexWriter(block.resolve("index"), new SeriesTable(List.of(UP)))) {
      XorAppender chunk = new XorAppender();
      chunk.append(1000, 1);
      chunk.append(5000, 1);
      ChunkList list = new ChunkList();
      list.add(minMillis, maxMillis, segments.append(chunk.data()));
      index.series(list);
      index.finish();
    }
    Path other = block(POLICY, new TreeMap<>(Map.of(UP, new TreeMap<>(Map.of(3000L, 1L)))));
    assertThatThrownBy(() -> merge(POLICY, List.of(other, block)))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("as the index says");
  }

  @Test
  void seriesOutOfOrderAreFoundOut() throws IOException {
    Path block = block(POLICY, random(1, 2, 0, 10));
    byte[] bytes = Files.readAllBytes(block.resolve("index"));
    IndexReader index = new IndexReader(block.resolve("index"));
    int[] ids = index.allSeries();
    assertThat(ids).hasSize(2);
    swapFirstPostings(bytes, ids);
    Files.write(block.resolve("index"), bytes);
    assertThatThrownBy(() -> merge(POLICY, List.of(block)))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("series in the order of labels");
  }

  private static void swapFirstPostings(byte[] index, int[] ids) {
    ByteBuffer bytes = ByteBuffer.wrap(index);
    for (int i = 0; i + 16 <= index.length; i += 4) {
      if (bytes.getInt(i) == 2 && bytes.getInt(i + 4) == ids[0] && bytes.getInt(i + 8) == ids[1]) {
        bytes.putInt(i + 4, ids[1]).putInt(i + 8, ids[0]);
        CRC32C crc = new CRC32C();
        crc.update(index, i, 12);
        bytes.putInt(i + 12, (int) crc.getValue());
        return;
      }
    }
    throw new AssertionError("no postings");
  }

  @Test
  void noBlocksAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> merge(POLICY, List.of()));
    assertThat(directory).isEmptyDirectory();
  }

  private Path merge(BlockPolicy policy, List<Path> blocks) throws IOException {
    BlockMeta meta = new BlockMerge(directory, policy).merge(blocks, ulids.get());
    Path merged = directory.resolve(meta.ulid());
    assertThat(BlockReader.open(merged).meta()).isEqualTo(meta);
    assertThat(TestBlocks.names(merged))
        .containsExactly("chunks", "index", "meta.json", "tombstones");
    return merged;
  }

  private Path block(BlockPolicy policy, SortedMap<LabelSet, SortedMap<Long, Long>> samples)
      throws IOException {
    List<String> published = new ArrayList<>();
    BlockListener listener =
        new BlockListener() {
          @Override
          public void published(BlockMeta meta, long sizeBytes) {
            published.add(meta.ulid());
          }
        };
    try (Head head = new Head(directory, policy, Long.MAX_VALUE, ulids, listener)) {
      for (var series : samples.entrySet()) {
        int number = head.series(series.getKey());
        for (var sample : series.getValue().entrySet()) {
          head.add(number, sample.getKey(), sample.getValue());
        }
      }
      head.finish();
    }
    assertThat(published).hasSize(1);
    return directory.resolve(published.get(0));
  }

  /** Samples at about a second's interval, of few values and random ones. */
  private static SortedMap<LabelSet, SortedMap<Long, Long>> random(
      long seed, int series, long startMillis, int samples) {
    Random random = new Random(seed);
    SortedMap<LabelSet, SortedMap<Long, Long>> all = new TreeMap<>();
    for (int i = 0; i < series; i++) {
      SortedMap<Long, Long> values = new TreeMap<>();
      for (int k = 0; k < samples; k++) {
        long value = random.nextInt(3) > 0 ? random.nextInt(2) : random.nextLong();
        values.put(startMillis + k * 1000L + (random.nextInt(5) == 0 ? i : 0), value);
      }
      all.put(UP.with("number", "n" + i), values);
    }
    return all;
  }

  private static List<byte[]> chunks(Path block) throws IOException {
    IndexReader index = new IndexReader(block.resolve("index"));
    SegmentReader segments = new SegmentReader(block.resolve("chunks"));
    List<byte[]> chunks = new ArrayList<>();
    for (int id : index.allSeries()) {
      for (ChunkMeta chunk : index.series(id).chunks()) {
        chunks.add(segments.bytes(chunk.reference()));
      }
    }
    return chunks;
  }
}
