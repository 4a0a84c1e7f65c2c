package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: the content of the block, or a {@link CorruptBlockException}. */
@ParameterizedClass
@EnumSource
class CorruptBlockTest {
  private static final int[] FLIPS = {0x01, 0x10, 0x80, 0xff};

  @Parameter ChunkPlacement placement;

  @TempDir Path directory;
  private Path block;
  private SortedMap<LabelSet, SortedMap<Long, Long>> content;

  @BeforeEach
  void writeBlock() throws IOException {
    BlockPolicy policy = new BlockPolicy(1_000_000, 20, placement, Long.MAX_VALUE);
    BlockBuilder builder =
        new BlockBuilder(directory, policy, TestBlocks.ulids(), BlockListener.NONE);
    Timeline timeline = builder.addTimeline();
    NaiveTimeline naive = new NaiveTimeline();
    List<LabelSet> names = new ArrayList<>(RandomScript.names("m", 3));
    names.add(names.get(0).with("other", "\u00e4\ud83d\ude00"));
    for (LabelSet quiet : RandomScript.names("quiet", 2)) {
      timeline.open(quiet);
      naive.open(quiet);
    }
    RandomScript script = new RandomScript(1, 0, names, timeline, naive);
    script.play(40, 1000, 2);
    script.end();
    block = directory.resolve(TestBlocks.names(directory).get(0));
    content = naive.samples();
    assertThat(TestBlocks.samplesOf(block)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "chunks/000001"})
  void aFlippedByteIsFoundOutOrDoesNotMatter(String name) throws IOException {
    Path file = block.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    int found = 0;
    for (int i = 0; i < bytes.length; i++) {
      for (int flip : FLIPS) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) flip;
        Files.write(file, changed);
        try {
          assertThat(TestBlocks.samplesOf(block)).as("byte %d", i).isEqualTo(content);
        } catch (CorruptBlockException e) {
          assertThat(e).hasMessageContaining("expected");
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(bytes.length * FLIPS.length / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "chunks/000001", "meta.json"})
  void aFileThatEndsEarlyIsFoundOut(String name) throws IOException {
    Path file = block.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length - 1; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> TestBlocks.samplesOf(block))
          .isInstanceOf(CorruptBlockException.class);
    }
  }

  /** Not only accidents: bytes that somebody chose have good checksums. */
  @ParameterizedTest
  @ValueSource(strings = {"index", "chunks/000001"})
  void bytesWithGoodChecksumsNeverFailOtherwise(String name) throws IOException {
    Path file = block.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(1);
    int found = 0;
    for (int[] part : checksummedParts(bytes)) {
      for (int i = part[0]; i < part[1]; i++) {
        for (int times = 0; times < 2; times++) {
          byte[] changed = bytes.clone();
          changed[i] ^= (byte) (1 + random.nextInt(255));
          if (times % 2 == 0) {
            changed[part[0] + random.nextInt(part[1] - part[0])] = (byte) -random.nextInt(3);
          }
          ByteBuffer.wrap(changed).putInt(part[1], checksum(changed, part[0], part[1]));
          Files.write(file, changed);
          found += isCorrupt() ? 1 : 0;
        }
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void aFlippedByteOfTheMetaIsAnotherFigureOrFoundOut() throws IOException {
    Path file = block.resolve("meta.json");
    byte[] bytes = Files.readAllBytes(file);
    int found = 0;
    for (int i = 0; i < bytes.length; i++) {
      for (int change = 1; change < 256; change <<= 1) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) change;
        Files.write(file, changed);
        try {
          MetaFile.read(file);
        } catch (CorruptBlockException e) {
          found++;
        }
      }
    }
    assertThat(found).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "meta.json"})
  void aMissingFileIsNamed(String name) throws IOException {
    Files.delete(block.resolve(name));
    assertThatThrownBy(() -> TestBlocks.samplesOf(block))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(name);
  }

  @Test
  void aMissingSegmentIsNamed() throws IOException {
    Files.delete(block.resolve("chunks/000001"));
    assertThatThrownBy(() -> TestBlocks.samplesOf(block))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("chunks");
  }

  private boolean isCorrupt() throws IOException {
    try {
      TestBlocks.samplesOf(block);
      return false;
    } catch (CorruptBlockException e) {
      return true;
    }
  }

  /** Start and end of every stretch that has its checksum behind it, found by trying all. */
  private static List<int[]> checksummedParts(byte[] bytes) {
    List<int[]> parts = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int start = 0; start < bytes.length; start++) {
      CRC32C crc = new CRC32C();
      for (int end = start + 1; end <= bytes.length - 4; end++) {
        crc.update(bytes[end - 1]);
        if ((int) crc.getValue() == buffer.getInt(end)) {
          parts.add(new int[] {start, end});
        }
      }
    }
    return parts;
  }

  private static int checksum(byte[] bytes, int start, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, end - start);
    return (int) crc.getValue();
  }
}
