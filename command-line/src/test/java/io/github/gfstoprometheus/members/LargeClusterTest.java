package io.github.gfstoprometheus.members;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.archives.ArchivePath;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred members with a hundred archives each. */
class LargeClusterTest {
  private static final int MEMBERS = 100;
  private static final int ARCHIVES = 100;

  /** Many times what it takes, and far less than it takes to read all of large archives. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path directory;

  @BeforeAll
  static void writeArchives() throws IOException {
    for (int member = 1; member <= MEMBERS; member++) {
      Path home = Files.createDirectories(directory.resolve("server-" + member + "/stats"));
      for (int archive = 1; archive <= ARCHIVES; archive++) {
        String number = archive == ARCHIVES ? "" : "-01-%02d".formatted(archive);
        HandmadeArchive.begunAt(START_MILLIS + archive * 60_000L, START_MILLIS - member)
            .type(1, "CacheServerStats", whole("n"))
            .create(1, "x", 1)
            .samples(10, 1000)
            .to(home.resolve("statistics" + number + ".gfs"));
      }
    }
  }

  @Test
  void itsMembersAreFoundSoon() throws IOException {
    long startNanos = processorNanos();
    MemberSurvey survey = survey(found());

    assertThat(Duration.ofNanos(processorNanos() - startNanos)).isLessThan(SOON);
    assertThat(survey.members()).hasSize(MEMBERS);
    assertThat(survey.remarks()).isEmpty();
    assertThat(survey.members().get(MEMBERS - 1).member())
        .isEqualTo(new Member("server-" + MEMBERS, Optional.of("server")));
    assertThat(survey.members())
        .allSatisfy(member -> assertThat(member.chain().sources()).hasSize(ARCHIVES));
  }

  @Test
  void onlyTheBeginningsAreReadAndOneAtATime() throws IOException {
    Reading reading = new Reading();
    List<ArchiveChain> chains = new ArrayList<>();
    for (ArchiveChain chain : found()) {
      List<ArchiveSource> sources = new ArrayList<>();
      chain.sources().forEach(source -> sources.add(new Counted(source, reading)));
      chains.add(new ArchiveChain(chain.memberName(), sources));
    }
    survey(chains);

    assertThat(reading.mostOpen).isEqualTo(1);
    // The header of each archive, and of each member the first samples of one.
    assertThat(reading.opened).isEqualTo(MEMBERS * ARCHIVES + MEMBERS);
  }

  /** Time of this thread: what else a machine does is no matter. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<ArchiveChain> found() throws IOException {
    ArchiveFinder finder = new ArchiveFinder();
    finder.add(directory);
    return finder.chains();
  }

  private static MemberSurvey survey(List<ArchiveChain> chains) {
    return MemberSurvey.of(chains, MemberOptions.DEFAULT);
  }

  /** How often archives were opened, and how many at once. */
  private static final class Reading {
    private int opened;
    private int open;
    private int mostOpen;
  }

  /** A source that was not looked at yet. */
  private record Counted(ArchiveSource source, Reading reading) implements ArchiveSource {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public Optional<Path> file() {
      return source.file();
    }

    @Override
    public Optional<ArchivePath> path() {
      return source.path();
    }

    @Override
    public ArchiveReader peek() throws IOException {
      return open();
    }

    @Override
    public ArchiveReader open() throws IOException {
      return ArchiveReader.of(openBytes(), name());
    }

    @Override
    public InputStream openBytes() throws IOException {
      reading.opened++;
      reading.open++;
      reading.mostOpen = Math.max(reading.mostOpen, reading.open);
      return new FilterInputStream(source.openBytes()) {
        @Override
        public void close() throws IOException {
          reading.open--;
          super.close();
        }
      };
    }
  }
}
