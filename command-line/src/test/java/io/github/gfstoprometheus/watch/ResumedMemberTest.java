package io.github.gfstoprometheus.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveFilter;
import io.github.gfstoprometheus.archives.ArchiveScan;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.FollowedArchive;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.members.Member;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A member's archives grow in pieces, and who reads them is ended at any moment and goes on from
 * what was published: all together it is what a conversion of the finished archives tells.
 */
class ResumedMemberTest {
  private static final long RANGE_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final Member MEMBER = new Member("server-1", Optional.of("server"));

  @TempDir private Path directory;

  /** A member that is read while its archives are written. */
  private final class Reading {
    private final Random random;
    private final ConversionOptions options;
    private final Path live = directory.resolve("live");
    private final Path file = live.resolve("stats.gfs");
    private final RecordedSamples published = new RecordedSamples();
    private final RecordedTells tells = new RecordedTells();
    private final Set<String> tooLate = new HashSet<>();
    private ArchiveScan scan;
    private RosterMember member;
    private LiveMember reading;
    private MemberProgress progress = MemberProgress.none(MEMBER.name(), MEMBER.type(), List.of());
    private boolean isAnythingSkipped;

    Reading(long seed, ConversionOptions options) throws IOException {
      this.random = new Random(seed);
      this.options = options;
      Files.createDirectories(live);
      begin();
    }

    void begin() {
      scan = new ArchiveScan(List.of(live), ArchiveFilter.ALL, 1);
      member = new RosterMember(MEMBER);
    }

    /** Lets all archives be written, one after the other, a piece at a time. */
    void read(List<byte[]> archives, int mostBytes) throws IOException {
      for (int i = 0; i < archives.size(); i++) {
        if (i > 0) {
          Files.move(file, live.resolve("stats-01-%02d.gfs".formatted(i)));
        }
        byte[] bytes = archives.get(i);
        int written = 0;
        while (written < bytes.length) {
          int length = Math.min(bytes.length - written, 1 + random.nextInt(mostBytes));
          append(bytes, written, length);
          written += length;
          look();
        }
      }
      advance(Long.MAX_VALUE);
      publish(Integer.MAX_VALUE);
      leave();
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(bytes, offset, length);
      }
    }

    private void look() throws IOException {
      if (random.nextInt(3) > 0) {
        advance(
            random.nextBoolean()
                ? Long.MAX_VALUE
                : HandmadeArchive.START_MILLIS + random.nextInt(200_000));
      }
      switch (random.nextInt(6)) {
        case 0, 1 -> publish(Integer.MAX_VALUE);
        case 2 -> {
          // Killed while it publishes, or before.
          publish(random.nextInt(3));
          leave();
          begin();
        }
        default -> {}
      }
    }

    private void advance(long beforeMillis) throws IOException {
      member.addAll(scan.look(0));
      if (reading == null && !member.archives().isEmpty()) {
        isAnythingSkipped |= !progress.done().isEmpty();
        reading = open();
      }
      if (reading != null) {
        reading.advance(beforeMillis);
      }
    }

    private LiveMember open() {
      InstantSource clock = InstantSource.fixed(Instant.EPOCH);
      ArchiveQueue queue =
          new ArchiveQueue(
              member, Set.copyOf(progress.done()), clock, one -> tooLate.add(one.name()), tells);
      return new LiveMember(
          member, progress, options, RANGE_MILLIS, queue, new SinkFigures("blocks"), tells);
    }

    /** Publishes so many of the parts that were read, and loses the others. */
    private void publish(int parts) throws IOException {
      if (reading == null) {
        return;
      }
      List<LiveMember.Cut> cuts = reading.cut();
      for (LiveMember.Cut cut : cuts.subList(0, Math.min(parts, cuts.size()))) {
        assertThat(cut.range().ticksBeginMillis()).isGreaterThanOrEqualTo(progress.reachedMillis());
        published.rangeRecorded(cut.range());
        progress = cut.progress();
      }
    }

    private void leave() throws IOException {
      if (reading != null) {
        reading.close();
        reading = null;
      }
      scan.archives().forEach(FollowedArchive::leave);
    }

    /** What a conversion makes of the archives now. */
    SeriesSamples converted() throws IOException {
      List<ArchiveSource> sources = new ArrayList<>();
      try (var files = Files.list(live)) {
        // "stats-01-01.gfs" stands before "stats.gfs".
        files.sorted().forEach(one -> sources.add(ArchiveSource.of(one)));
      }
      RecordedSamples all = new RecordedSamples();
      ChainConversion conversion =
          ChainConversion.of(
              new MemberArchives(MEMBER, new ArchiveChain(MEMBER.name(), sources)), options);
      conversion.into(new TimelineRecorder(RANGE_MILLIS, Long.MIN_VALUE, all));
      // Whoever watches does not know that the last sample is the last one, and tells no end.
      return all.upTo(conversion.figures().lastMillis());
    }

    void demandAll() throws IOException {
      assertThat(tooLate).isEmpty();
      SeriesSamples expected = converted();
      assertThat(expected.count()).isPositive();
      published.all().demandEqual(expected);
    }
  }

  private Reading read(long seed, List<byte[]> archives, int mostBytes) throws IOException {
    return read(seed, archives, mostBytes, ConversionOptions.DEFAULT);
  }

  private Reading read(long seed, List<byte[]> archives, int mostBytes, ConversionOptions options)
      throws IOException {
    Reading reading = new Reading(seed, options);
    reading.read(archives, mostBytes);
    return reading;
  }

  @ParameterizedTest
  @CsvSource({"1, 2000", "2, 20000", "3, 200000"})
  void theSampleIsReadAsAWhole(long seed, int mostBytes) throws IOException {
    byte[] archive = Files.readAllBytes(SampleArchive.path());
    read(seed, List.of(archive), mostBytes).demandAll();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40
      })
  void whateverHappensToAMemberIsReadOnce(long seed) throws IOException {
    read(seed, RandomChain.of(seed, 6), 400).demandAll();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aTickInEachPeriodIsTheSameTickWhereverReadingBegins(long seed) throws IOException {
    ConversionOptions options = ConversionOptions.DEFAULT.withEvery(Duration.ofSeconds(10));
    read(seed, RandomChain.of(100 + seed, 6), 400, options).demandAll();
  }

  @Test
  void archivesThatAreDoneAreNotReadAgain() throws IOException {
    Reading reading = read(2, RandomChain.of(2, 20), 400);
    reading.demandAll();
    assertThat(reading.isAnythingSkipped).isTrue();
    assertThat(reading.progress.done()).hasSizeGreaterThan(15);
  }

  @Test
  void aNumberOfADuplicateIsKeptWhenTheFirstOneIsGoneAndItsArchiveIsNotReadAgain()
      throws IOException {
    long start = HandmadeArchive.START_MILLIS;
    HandmadeArchive.Statistic count = HandmadeArchive.whole("count");
    byte[] first =
        HandmadeArchive.begunAt(start)
            .type(1, "Things", count)
            .create(1, "twin", 1)
            .create(2, "twin", 1)
            .samples(10, 1000)
            .delete(1)
            .samples(10, 1000)
            .toBytes();
    byte[] second =
        HandmadeArchive.begunAt(start + 20_001)
            .type(1, "Things", count)
            .create(2, "twin", 1)
            .samples(20, 1000)
            .toBytes();
    Reading reading = new Reading(1, ConversionOptions.DEFAULT);
    Files.write(reading.live.resolve("stats-01-01.gfs"), first);
    Files.write(reading.file, second);
    reading.advance(start + 35_000);
    reading.publish(Integer.MAX_VALUE);
    assertThat(reading.progress.done()).hasSize(1);
    assertThat(reading.progress.inheritance().numbers())
        .singleElement()
        .satisfies(one -> assertThat(one.number()).isEqualTo(2));
    reading.leave();
    reading.begin();
    reading.advance(Long.MAX_VALUE);
    reading.publish(Integer.MAX_VALUE);
    reading.leave();
    reading.demandAll();
    assertThat(reading.published.all().labels())
        .anyMatch(labels -> "2".equals(labels.toMap().get("duplicate")));
  }

  @Test
  void damageEndsAnArchiveAndTheNextOneIsReadAllTheSame() throws IOException {
    List<byte[]> archives =
        List.of(
            HandmadeArchive.begunAt(HandmadeArchive.START_MILLIS)
                .type(1, "Things", HandmadeArchive.whole("count"))
                .create(1, "one", 1)
                .samples(10, 1000)
                .damage(99, 99, 99)
                .samples(5, 1000)
                .toBytes(),
            HandmadeArchive.begunAt(HandmadeArchive.START_MILLIS + 10_500)
                .type(1, "Things", HandmadeArchive.whole("count"))
                .create(1, "one", 1)
                .samples(10, 1000)
                .toBytes());
    for (long seed = 0; seed < 5; seed++) {
      directory = Files.createDirectory(directory.resolve("damaged"));
      Reading reading = read(seed, archives, 60);
      reading.demandAll();
      assertThat(reading.tells.problems()).allMatch(text -> text.contains("stats"));
      assertThat(reading.tells.problems()).isNotEmpty();
    }
  }

  @Test
  void archivesOfTheCorpusAreReadAsAWhole() throws IOException {
    assumeTrue(Corpus.directory().isPresent(), "GFS_CORPUS names no directory of archives");
    Path corpus = Corpus.directory().orElseThrow();
    Path rolling = corpus.resolve("geode/rolling-1.15.1-1mb");
    assumeTrue(Files.exists(rolling), "the directory of archives has no rolled ones");
    List<byte[]> rolled =
        List.of(
            Files.readAllBytes(rolling.resolve("rolling-01-01.gfs")),
            Files.readAllBytes(rolling.resolve("rolling.gfs")));
    read(7, rolled, 200_000).demandAll();
    directory = Files.createDirectory(directory.resolve("client"));
    read(8, List.of(Files.readAllBytes(corpus.resolve("sampleClient.gfs"))), 60_000).demandAll();
  }
}
