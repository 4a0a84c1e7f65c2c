package io.github.gfstoprometheus.tsdb.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTest {
  @TempDir Path directory;

  /** Put together by hand from the description of the format, section by section. */
  @Test
  void aSmallIndexHasExactlyTheseBytes() throws IOException {
    LabelSet first = LabelSet.of(Map.of("a", "x"));
    LabelSet second = LabelSet.of(Map.of("a", "y", "b", "x"));
    Path file = directory.resolve("index");
    SeriesTable series = new SeriesTable(List.of(first, second));
    try (IndexWriter writer = new IndexWriter(file, series)) {
      ChunkList chunks = new ChunkList();
      chunks.add(-1, 63, 8);
      chunks.add(64, 264, 308);
      writer.series(chunks);
      chunks.clear();
      chunks.add(100, 100, 1L << 32 | 8);
      writer.series(chunks);
      writer.finish();
    }

    Bytes expected = new Bytes();
    expected.put(0xba, 0xaa, 0xd7, 0x00, 2);
    // Symbols: a, b, x, y.
    expected.section(0, 0, 0, 4, 1, 'a', 1, 'b', 1, 'x', 1, 'y').align(16);
    assertThat(expected.size()).isEqualTo(32);
    // {a="x"}; −1 in zigzag is 1, 64 = 0x40, 63 to 64 is 1, 200 = 0xc8 01, 300 in zigzag is 600.
    expected.entry(1, 0, 2, 2, 0x01, 0x40, 8, 1, 0xc8, 0x01, 0xd8, 0x04).align(16);
    assertThat(expected.size()).isEqualTo(64);
    // {a="y", b="x"}; 100 in zigzag is 200; 2^32 + 8 in groups of seven bits.
    expected.entry(2, 0, 3, 1, 2, 1, 0xc8, 0x01, 0, 0x88, 0x80, 0x80, 0x80, 0x10);
    int postings = expected.size();
    int all = expected.align(4).size();
    expected.section(0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 4);
    int ax = expected.align(4).size();
    expected.section(0, 0, 0, 1, 0, 0, 0, 2);
    int ay = expected.align(4).size();
    expected.section(0, 0, 0, 1, 0, 0, 0, 4);
    int bx = expected.align(4).size();
    expected.section(0, 0, 0, 1, 0, 0, 0, 4);
    int offsets = expected.size();
    assertThat(List.of(all, ax, ay)).as("offsets of one byte").allMatch(offset -> offset < 128);
    assertThat(bx).as("an offset of two").isBetween(128, 255);
    Bytes table = new Bytes().put(0, 0, 0, 4);
    table.put(2, 0, 0, all);
    table.put(2, 1, 'a', 1, 'x', ax);
    table.put(2, 1, 'a', 1, 'y', ay);
    table.put(2, 1, 'b', 1, 'x', bx, 1);
    expected.put(0, 0, 0, table.size()).put(table.array()).checksum(table.array());
    Bytes toc = new Bytes();
    for (int offset : new int[] {5, 25, 0, 0, postings, offsets}) {
      toc.put(0, 0, 0, 0, 0, 0, offset >> 8, offset);
    }
    expected.put(toc.array()).checksum(toc.array());
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @Test
  void seriesOutOfOrderAreRefusedByNamingBoth() throws IOException {
    LabelSet low = LabelSet.of(Map.of("__name__", "m", "x", "\ue000"));
    LabelSet high = LabelSet.of(Map.of("__name__", "m", "x", "\ud83d\ude00"));
    for (LabelSet wrong : List.of(low, high)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SeriesTable(List.of(high, wrong)))
          .withMessage("series out of order: " + wrong + " after " + high);
    }
  }

  @Test
  void symbolsAreOrderedByTheirUtf8Bytes() {
    SymbolTable symbols =
        new SymbolTable(List.of(LabelSet.of(Map.of("b", "\ud83d\ude00", "a", "\uffff", "c", "b"))));
    List<String> inOrder = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      inOrder.add(symbols.symbol(i));
      assertThat(symbols.number(symbols.symbol(i))).isEqualTo(i);
    }
    assertThat(inOrder).containsExactly("a", "b", "c", "\uffff", "\ud83d\ude00");
  }

  @Test
  void eachLabelLeadsToTheSeriesThatHaveItAndToNoOthers() throws IOException {
    Set<LabelSet> series = randomSeries();
    IndexReader reader = written(series);
    assertThat(labelsOf(reader, reader.allSeries())).containsExactlyElementsOf(series);
    Set<LabelSet> distinct = new TreeSet<>();
    series.forEach(set -> set.forEach((n, v) -> distinct.add(LabelSet.of(Map.of(n, v)))));
    for (LabelSet label : distinct) {
      String name = label.name(0);
      String value = label.value(0);
      List<LabelSet> expected = series.stream().filter(s -> s.value(name).equals(value)).toList();
      assertThat(labelsOf(reader, reader.postings(name, value))).isEqualTo(expected);
    }
    assertThat(reader.postings("name", "nowhere")).isEmpty();
    assertThat(reader.postings("nowhere", "")).isEmpty();
  }

  private static Set<LabelSet> randomSeries() {
    Random random = new Random(1);
    Set<LabelSet> series = new TreeSet<>();
    for (int i = 0; i < 3000; i++) {
      Map<String, String> labels = new HashMap<>();
      labels.put("__name__", "metric" + random.nextInt(20));
      for (int count = random.nextInt(5); count > 0; count--) {
        labels.put("n" + random.nextInt(6), Character.toString(0xd000 + random.nextInt(0x800)));
      }
      series.add(LabelSet.of(labels));
    }
    return series;
  }

  @Test
  void chunksOfEverySizeAndPlaceComeBack() throws IOException {
    Random random = new Random(2);
    LabelSet labels = LabelSet.of(Map.of("__name__", "m"));
    ChunkList chunks = new ChunkList();
    List<ChunkMeta> expected = new ArrayList<>();
    long millis = -(1L << 60);
    for (int i = 0; i < 500; i++) {
      long min = millis + (1L << random.nextInt(40));
      millis = min + (1L << random.nextInt(40)) - 1;
      ChunkMeta chunk = new ChunkMeta(min, millis, random.nextLong() >>> 1);
      expected.add(chunk);
      chunks.add(chunk.minMillis(), chunk.maxMillis(), chunk.reference());
    }
    Path file = directory.resolve("index");
    try (IndexWriter writer = new IndexWriter(file, new SeriesTable(List.of(labels)))) {
      writer.series(chunks);
      writer.finish();
    }
    IndexReader reader = new IndexReader(file);
    assertThat(reader.series(reader.allSeries()[0]).chunks()).isEqualTo(expected);
  }

  private IndexReader written(Iterable<LabelSet> series) throws IOException {
    Path file = directory.resolve("index");
    List<LabelSet> all = new ArrayList<>();
    series.forEach(all::add);
    ChunkList chunks = new ChunkList();
    chunks.add(0, 1, 8);
    try (IndexWriter writer = new IndexWriter(file, new SeriesTable(all))) {
      for (int i = 0; i < all.size(); i++) {
        writer.series(chunks);
      }
      writer.finish();
    }
    return new IndexReader(file);
  }

  private static List<LabelSet> labelsOf(IndexReader reader, int[] ids) throws IOException {
    List<LabelSet> labels = new ArrayList<>();
    for (int id : ids) {
      labels.add(reader.series(id).labels());
    }
    return labels;
  }

  /** Bytes put together one by one. */
  private static final class Bytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    int size() {
      return bytes.size();
    }

    byte[] array() {
      return bytes.toByteArray();
    }

    Bytes put(int... values) {
      for (int value : values) {
        bytes.write(value);
      }
      return this;
    }

    Bytes put(byte[] values) {
      bytes.writeBytes(values);
      return this;
    }

    Bytes checksum(byte[] covered) {
      CRC32C crc = new CRC32C();
      crc.update(covered);
      return put(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** A body with its length in four bytes before it and its checksum after it. */
    Bytes section(int... body) {
      byte[] covered = new Bytes().put(body).array();
      return put(0, 0, 0, covered.length).put(covered).checksum(covered);
    }

    /** A body with its length in one byte before it and its checksum after it. */
    Bytes entry(int... body) {
      byte[] covered = new Bytes().put(body).array();
      return put(covered.length).put(covered).checksum(covered);
    }

    Bytes align(int alignment) {
      while (size() % alignment != 0) {
        bytes.write(0);
      }
      return this;
    }
  }

  @Test
  void textIsStoredAsUtf8() throws IOException {
    LabelSet labels = LabelSet.of(Map.of("name", "ä\u0000\ud83d\ude00"));
    IndexReader reader = written(List.of(labels));
    assertThat(Files.readString(directory.resolve("index"), StandardCharsets.ISO_8859_1))
        .contains(new String(utf8(labels.value(0)), StandardCharsets.ISO_8859_1));
    assertThat(labelsOf(reader, reader.allSeries())).containsExactly(labels);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
