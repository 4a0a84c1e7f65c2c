package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
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
final class TestBlocks {
  private TestBlocks() {}

  /** The same ULIDs each time. */
  static Supplier<Ulid> ulids() {
    return Ulid.generator(InstantSource.fixed(Instant.ofEpochSecond(1)), new Random(1));
  }

  /** All samples of all blocks, read back: value bits by time, by series. */
  static SortedMap<LabelSet, SortedMap<Long, Long>> samples(Path data) throws IOException {
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
    for (BlockReader block : BlockReader.openAll(data)) {
      add(block, samples);
    }
    return samples;
  }

  /** All samples of one block. */
  static SortedMap<LabelSet, SortedMap<Long, Long>> samplesOf(Path block) throws IOException {
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
  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
