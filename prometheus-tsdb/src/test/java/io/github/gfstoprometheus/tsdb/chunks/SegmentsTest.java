package io.github.gfstoprometheus.tsdb.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentsTest {
  private static final long MAX_SEGMENT_BYTES = 10_000;

  @TempDir Path directory;

  @Test
  void aSegmentIsTheHeaderAndItsRecords() throws IOException {
    Samples samples = new Samples(new long[] {1000}, new long[] {0x0102_0304_0506_0708L});
    RangeRuns runs = samples.recorded();
    XorEncoder encoder = new XorEncoder(runs);
    XorEncoderTest.encode(encoder, runs, 0, 1);
    try (SegmentWriter writer = new SegmentWriter(directory)) {
      assertThat(writer.append(encoder)).isEqualTo(8);
    }
    byte[] header = {(byte) 0x85, (byte) 0xbd, 0x40, (byte) 0xdd, 1, 0, 0, 0};
    byte[] record = {12, 1, 0, 1, (byte) 0xd0, 0x0f, 1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(Files.readAllBytes(directory.resolve("000001")))
        .startsWith(header)
        .hasSize(26)
        .containsSequence(record);
  }

  @Test
  void aFullSegmentIsFollowedByTheNextAndNoneIsLargerThanTheLimit() throws IOException {
    Random random = new Random(1);
    List<Samples> written = new ArrayList<>();
    List<Long> references = new ArrayList<>();
    try (SegmentWriter writer = new SegmentWriter(directory, MAX_SEGMENT_BYTES)) {
      for (int i = 0; i < 300; i++) {
        Samples samples = Samples.random(random, 1 + random.nextInt(300));
        RangeRuns runs = samples.recorded();
        XorEncoder encoder = new XorEncoder(runs);
        XorEncoderTest.encode(encoder, runs, 0, samples.count());
        written.add(samples);
        references.add(writer.append(encoder));
      }
    }
    assertThat(sizes()).hasSizeGreaterThan(5).allMatch(size -> size <= MAX_SEGMENT_BYTES);
    assertThat(references).isSorted();
    SegmentReader reader = new SegmentReader(directory);
    for (int i = 0; i < written.size(); i++) {
      requireEqual(reader.chunk(references.get(i)), written.get(i));
    }
  }

  @Test
  void aReferenceToNowhereIsCorruption() throws IOException {
    new SegmentWriter(directory).close();
    SegmentReader reader = new SegmentReader(directory);
    for (long reference : new long[] {0, 4, 7, 8, 9, 0xffff_ffffL, 1L << 32, -1, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> reader.chunk(reference))
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining(directory.toString());
    }
  }

  private List<Long> sizes() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.toFile().length()).toList();
    }
  }

  private static void requireEqual(ChunkCursor chunk, Samples samples) throws IOException {
    assertThat(chunk.sampleCount()).isEqualTo(samples.count());
    for (int i = 0; i < samples.count(); i++) {
      assertThat(chunk.next()).isTrue();
      assertThat(chunk.timestampMillis()).isEqualTo(samples.millis()[i]);
      assertThat(chunk.valueBits()).isEqualTo(samples.valueBits()[i]);
    }
    assertThat(chunk.next()).isFalse();
  }
}
