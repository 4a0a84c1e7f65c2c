package io.github.gfstoprometheus.convert;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.RecordingTimeline;
import io.github.gfstoprometheus.members.Member;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are read while they grow: what is told when, and what they leave behind. */
class LiveConversionTest {
  private final List<Growing> archives = new ArrayList<>();
  private final List<String> finished = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final RecordingTimeline timeline = new RecordingTimeline();

  /** An archive in memory of which only a part is there yet. */
  private static final class Growing implements ArchiveSource {
    private final String name;
    private final byte[] bytes;
    private final Deque<IOException> failures = new ArrayDeque<>();
    private int length;

    Growing(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    boolean isWhole() {
      return length == bytes.length;
    }

    Growing whole() {
      length = bytes.length;
      return this;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }

    @Override
    public ArchiveReader peek() throws IOException {
      return open();
    }

    @Override
    public ArchiveReader open() throws IOException {
      if (!failures.isEmpty()) {
        throw failures.remove();
      }
      return ArchiveReader.of(openBytes(), name);
    }

    @Override
    public InputStream openBytes() {
      return new InputStream() {
        private int position;

        @Override
        public int read() {
          return position < length ? bytes[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
          int there = Math.min(count, length - position);
          if (there <= 0) {
            return -1;
          }
          System.arraycopy(bytes, position, target, offset, there);
          position += there;
          return there;
        }
      };
    }
  }

  /** All that were added, each complete when the next one is there. */
  private final class Chain implements LiveChain {
    private int given;

    @Override
    public Optional<ArchiveSource> next() {
      return given < archives.size() ? Optional.of(archives.get(given++)) : Optional.empty();
    }

    @Override
    public boolean isComplete(long readBytes) {
      return given < archives.size();
    }
  }

  private LiveConversion conversion(ConversionOptions options) {
    return new LiveConversion(
        new Member("member-1", Optional.empty()),
        options,
        Long.MIN_VALUE,
        ZoneOffset.UTC,
        new Chain(),
        Inheritance.NONE,
        timeline,
        new LiveConversion.Listener() {
          @Override
          public void finished(ArchiveSource archive, Optional<String> remark) {
            finished.add(archive.name() + remark.map(text -> ": " + text).orElse(""));
          }

          @Override
          public void problem(String text) {
            problems.add(text);
          }
        });
  }

  private LiveConversion conversion() {
    return conversion(ConversionOptions.DEFAULT);
  }

  private static HandmadeArchive archive(int beginSecond) {
    return HandmadeArchive.begunAt(START_MILLIS + beginSecond * 1000L)
        .type(1, "Things", whole("count"))
        .create(1, "one", 1);
  }

  private Growing add(String name, HandmadeArchive archive) {
    Growing growing = new Growing(name, archive.toBytes());
    archives.add(growing);
    return growing;
  }

  private List<String> samples() {
    return timeline.log().ofMetric("gemfire_count");
  }

  private static List<String> namesOf(Deque<LiveConversion.Finished> all) {
    return all.stream().map(one -> one.archive().name()).toList();
  }

  @Test
  void whatIsNotWholeYetIsToldWhenItIs() throws IOException {
    HandmadeArchive whole = archive(0).samples(3, 1000);
    Growing growing = add("a", whole);
    try (LiveConversion conversion = conversion()) {
      int told = 0;
      for (int length = 0; length <= whole.size(); length++) {
        growing.length = length;
        assertThat(conversion.advance(Long.MAX_VALUE)).isEmpty();
        int now = timeline.log().bySeries().isEmpty() ? 0 : samples().size();
        assertThat(now).isBetween(told, told + 1);
        told = now;
      }
      assertThat(samples()).containsExactly("1000=0.0", "2000=0.0", "3000=0.0");
      assertThat(conversion.lastMillis()).isEqualTo(START_MILLIS + 3000);
      assertThat(conversion.bytesIn()).isEqualTo(whole.size());
      assertThat(timeline.isEnded()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void inWhateverPiecesItComesItIsWhatAConversionTells(long seed) throws IOException {
    Random random = new Random(seed);
    HandmadeArchive first =
        archive(0)
            .create(2, "twin", 1)
            .create(3, "twin", 1)
            .samples(9, 1000)
            .delete(2)
            .samples(5, 1000)
            .sample(30_000)
            .header(START_MILLIS + 44_500)
            .type(1, "Things", whole("count"))
            .create(3, "twin", 1)
            .samples(9, 1000);
    HandmadeArchive second =
        archive(53).create(3, "twin", 1).sample(0).samples(4, 1000).samples(3, 7000);
    HandmadeArchive third = archive(100).delete(1).create(1, "another", 1).samples(8, 1000);
    List<HandmadeArchive> all = List.of(first, second, third);
    try (LiveConversion conversion = conversion()) {
      for (HandmadeArchive each : all) {
        Growing growing = add("archive " + archives.size(), each);
        while (!growing.isWhole()) {
          growing.length = Math.min(growing.bytes.length, growing.length + random.nextInt(60));
          conversion.advance(START_MILLIS + random.nextInt(150_000));
        }
      }
      conversion.advance(Long.MAX_VALUE);
    }
    ConvertedArchives expected = ConvertedArchives.of(all.toArray(new HandmadeArchive[0]));
    long lastMillis = expected.figures().lastMillis() - START_MILLIS;
    assertThat(timeline.log().bySeries().keySet())
        .isEqualTo(expected.samples().bySeries().keySet());
    expected
        .samples()
        .bySeries()
        .forEach(
            (labels, samples) ->
                assertThat(timeline.log().bySeries().get(labels))
                    .as("%s", labels)
                    .isEqualTo(
                        samples.stream()
                            .filter(
                                one ->
                                    Long.parseLong(one.substring(0, one.indexOf('=')))
                                        <= lastMillis)
                            .toList()));
    assertThat(problems).isEmpty();
    assertThat(finished).containsExactly("archive 0", "archive 1");
  }

  @Test
  void whatIsHeldBackSaysWhenItHappensAlsoAGap() throws IOException {
    add("a", archive(0).samples(5, 1000).sample(60_000)).whole();
    try (LiveConversion conversion = conversion()) {
      assertThat(conversion.advance(START_MILLIS + 2500)).hasValue(START_MILLIS + 3000);
      assertThat(samples()).hasSize(2);
      assertThat(conversion.advance(START_MILLIS + 5500)).hasValue(START_MILLIS + 6000);
      assertThat(conversion.advance(START_MILLIS + 6001)).hasValue(START_MILLIS + 65_000);
      assertThat(samples()).endsWith("5000=0.0", "6000=stale");
      assertThat(conversion.advance(START_MILLIS + 65_001)).isEmpty();
      assertThat(samples()).endsWith("6000=stale", "65000=0.0");
    }
  }

  @Test
  void anArchiveNeedNotBeReadAgainSixTicksAfterTheNextOneHasBegun() throws IOException {
    add("a", archive(0).samples(10, 1000)).whole();
    try (LiveConversion conversion = conversion()) {
      conversion.advance(Long.MAX_VALUE);
      assertThat(finished).isEmpty();
      add("b", archive(10).samples(8, 1000)).whole();
      conversion.advance(START_MILLIS + 15_500);
      assertThat(finished).containsExactly("a");
      assertThat(conversion.takeFinished()).isEmpty();
      conversion.advance(START_MILLIS + 16_500);
      assertThat(namesOf(conversion.takeFinished())).containsExactly("a");
      assertThat(conversion.takeFinished()).isEmpty();
      assertThat(conversion.archive()).map(ArchiveSource::name).contains("b");
    }
  }

  @Test
  void aTornEndIsRemarkedWhenTheNextArchiveIsThere() throws IOException {
    byte[] bytes = archive(0).samples(3, 1000).toBytes();
    archives.add(new Growing("a", Arrays.copyOf(bytes, bytes.length - 2)).whole());
    try (LiveConversion conversion = conversion()) {
      conversion.advance(Long.MAX_VALUE);
      assertThat(finished).isEmpty();
      add("b", archive(10).samples(1, 1000)).whole();
      conversion.advance(Long.MAX_VALUE);
      assertThat(finished)
          .singleElement()
          .asString()
          .startsWith("a: ends within the token at byte " + (bytes.length - 4));
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void whatCannotBeOpenedNowIsTriedAgain() throws IOException {
    add("a", archive(0).samples(3, 1000)).whole().failures.add(new IOException("too many files"));
    add("b", archive(3).samples(3, 1000)).whole();
    try (LiveConversion conversion = conversion()) {
      conversion.advance(Long.MAX_VALUE);
      assertThat(problems).singleElement().asString().startsWith("a: ").endsWith("tried again");
      assertThat(timeline.log().bySeries()).isEmpty();
      conversion.advance(Long.MAX_VALUE);
      assertThat(samples()).hasSize(6);
    }
  }

  @Test
  void whatIsGoneBeforeItWasReadIsLeftOutAndToldSo() throws IOException {
    add("a", archive(0).samples(3, 1000)).whole().failures.add(new NoSuchFileException("a"));
    add("b", archive(3).samples(3, 1000)).whole();
    try (LiveConversion conversion = conversion()) {
      conversion.advance(Long.MAX_VALUE);
      assertThat(problems).singleElement().asString().endsWith("deleted before it was read");
      assertThat(samples()).containsExactly("4000=0.0", "5000=0.0", "6000=0.0");
    }
  }

  @Test
  void whatIsAlwaysZeroCannotBeLeftOut() {
    ConversionOptions options = ConversionOptions.DEFAULT.withZeros(Zeros.DROP);
    assertThatThrownBy(() -> conversion(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not known while archives are being written");
  }
}
