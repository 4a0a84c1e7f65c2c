package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.chunks.ChunkCursor;
import io.github.gfstoprometheus.tsdb.chunks.SegmentReader;
import io.github.gfstoprometheus.tsdb.index.ChunkMeta;
import io.github.gfstoprometheus.tsdb.index.IndexReader;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the tests of whole blocks share. */
public final class TestBlocks {
  private static final int SEGMENT_HEADER_BYTES = 8;

  private TestBlocks() {}

  /** The same ULIDs each time. */
  public static Supplier<Ulid> ulids() {
    return Ulid.generator(InstantSource.fixed(Instant.ofEpochSecond(1)), new Random(1));
  }

  /** All samples of all blocks, read back: value bits by time, by series. */
  public static SortedMap<LabelSet, SortedMap<Long, Long>> samples(Path data) throws IOException {
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
    for (BlockReader block : BlockReader.openAll(data)) {
      add(block, samples);
    }
    return samples;
  }

  /** All samples of one block. */
  public static SortedMap<LabelSet, SortedMap<Long, Long>> samplesOf(Path block)
      throws IOException {
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
    add(BlockReader.open(block), samples);
    return samples;
  }

  private static void add(BlockReader block, SortedMap<LabelSet, SortedMap<Long, Long>> samples)
      throws IOException {
    for (BlockSeries series : block.series()) {
      SortedMap<Long, Long> target =
          samples.computeIfAbsent(series.labels(), labels -> new TreeMap<>());
      SampleCursor cursor = series.samples();
      while (cursor.next()) {
        target.put(cursor.timestampMillis(), cursor.valueBits());
      }
    }
  }

  /** The names of what a directory holds, in order. */
  public static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Requires that two directories hold the same files. */
  public static void requireSameFiles(Path actual, Path expected) throws IOException {
    List<Path> files = files(expected);
    assertThat(files(actual)).isEqualTo(files);
    for (Path file : files) {
      assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
    }
  }

  /** All files in a directory, relative to it, in order. */
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(directory::relativize)
          .filter(file -> isFile(directory, file))
          .sorted()
          .toList();
    }
  }

  private static boolean isFile(Path directory, Path file) {
    return Files.isRegularFile(directory.resolve(file));
  }

  /** Counts the records of a segment: uvarint length, encoding, data, checksum. */
  static int chunkRecords(Path block) throws IOException {
    ByteBuffer segment = ByteBuffer.wrap(Files.readAllBytes(block.resolve("chunks/000001")));
    segment.position(SEGMENT_HEADER_BYTES);
    int records = 0;
    while (segment.hasRemaining()) {
      int length = 0;
      int shift = 0;
      int part;
      do {
        part = segment.get();
        length |= (part & 0x7f) << shift;
        shift += 7;
      } while (part < 0);
      segment.position(segment.position() + 1 + length + Integer.BYTES);
      records++;
    }
    return records;
  }

  /**
   * Requires that all chunks of a block have the samples that the index says and no more than they
   * may, and that they follow one another.
   */
  public static void requireChunks(Path block, int samplesPerChunk) throws IOException {
    IndexReader index = new IndexReader(block.resolve("index"));
    SegmentReader segments = new SegmentReader(block.resolve("chunks"));
    for (int id : index.allSeries()) {
      long end = Long.MIN_VALUE;
      for (ChunkMeta meta : index.series(id).chunks()) {
        ChunkCursor chunk = segments.chunk(meta.reference());
        assertThat(chunk.sampleCount()).isBetween(1, samplesPerChunk);
        assertThat(meta.minMillis()).isGreaterThan(end);
        for (int i = 0; i < chunk.sampleCount(); i++) {
          long before = i == 0 ? end : chunk.timestampMillis();
          assertThat(chunk.next()).isTrue();
          if (i == 0) {
            assertThat(chunk.timestampMillis()).isEqualTo(meta.minMillis());
          }
          if (chunk.timestampMillis() <= before) {
            throw new AssertionError(chunk.timestampMillis() + " ms after " + before + " ms");
          }
        }
        assertThat(chunk.timestampMillis()).isEqualTo(meta.maxMillis());
        end = meta.maxMillis();
      }
    }
  }
}
