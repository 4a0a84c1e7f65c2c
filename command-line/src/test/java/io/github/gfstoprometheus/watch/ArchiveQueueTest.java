package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.watch.LiveArchives.archive;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archives.ArchiveScan;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.FollowedArchive;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.members.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order a member's archives are read, and when one is over. */
class ArchiveQueueTest {
  @TempDir private Path directory;
  @TempDir private Path elsewhere;
  private final RosterMember member = new RosterMember(new Member("server-1", Optional.empty()));
  private final List<FollowedArchive> left = new ArrayList<>();
  private final RecordedTells tells = new RecordedTells();
  private ArchiveScan scan;
  private ArchiveQueue queue;
  private long nowMillis = 1_000_000;

  @BeforeEach
  void prepare() {
    scan = LiveArchives.scanOf(directory, 1);
    queue = queue(Set.of());
  }

  @AfterEach
  void closeFiles() {
    scan.archives().forEach(FollowedArchive::leave);
  }

  private ArchiveQueue queue(Set<String> done) {
    return new ArchiveQueue(member, done, () -> Instant.ofEpochMilli(nowMillis), left::add, tells);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void look() {
    member.addAll(scan.look(nowMillis));
  }

  private String next() {
    look();
    return queue.next().map(ArchiveQueueTest::fileName).orElse("nothing");
  }

  /** Whether the archive at hand is over, of which all has been read. */
  private boolean isComplete() {
    scan.look(nowMillis);
    return queue.isComplete(Long.MAX_VALUE);
  }

  private static String fileName(ArchiveSource source) {
    return source.file().orElseThrow().getFileName().toString();
  }

  @Test
  void namesTellTheOrderAsClocksMayBeSetBack() {
    archive(500, 1).to(file("stats-01-01.gfs"));
    archive(400, 1).to(file("stats-01-02.gfs"));
    archive(300, 1).to(file("stats-02-01.gfs"));
    archive(450, 1).to(file("stats-100-01.gfs"));
    archive(0, 1).to(file("stats.gfs"));
    assertThat(List.of(next(), next(), next(), next(), next(), next()))
        .containsExactly(
            "stats-01-01.gfs",
            "stats-01-02.gfs",
            "stats-02-01.gfs",
            "stats-100-01.gfs",
            "stats.gfs",
            "nothing");
    assertThat(tells.problems()).isEmpty();
  }

  @Test
  void chainsOfOneMemberAreReadInTheOrderOfTheirHeaders() {
    archive(200, 1).to(file("a/stats.gfs"));
    archive(100, 1).to(file("b/stats-01-01.gfs"));
    archive(300, 1).to(file("c/stats-01-01.gfs"));
    look();
    List<String> begins = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      begins.add(((FollowedArchive) queue.next().orElseThrow()).id().text().substring(0, 20));
    }
    assertThat(begins).isSorted();
  }

  @Test
  void anArchiveIsOverWhenItsSuccessorIsThere() throws IOException {
    Path file = archive(0, 10).to(file("stats.gfs"));
    assertThat(next()).isEqualTo("stats.gfs");
    assertThat(isComplete()).isFalse();
    Files.move(file, file("stats-01-01.gfs"));
    look();
    assertThat(isComplete()).isFalse();
    archive(11, 1).to(file);
    look();
    assertThat(isComplete()).isTrue();
    assertThat(next()).isEqualTo("stats.gfs");
    assertThat(isComplete()).isFalse();
  }

  @Test
  void anArchiveThatIsGoneIsOverWhenNothingHasComeForAMinute() throws IOException {
    HandmadeArchive archive = archive(0, 10);
    Path file = archive.to(file("stats.gfs"));
    next();
    Path away = Files.createLink(elsewhere.resolve("stats.gfs"), file);
    Files.delete(file);
    look();
    assertThat(isComplete()).isFalse();
    nowMillis += 59_000;
    assertThat(isComplete()).isFalse();
    Files.write(away, new byte[] {0, 3, -24, -1}, StandardOpenOption.APPEND);
    nowMillis += 2_000;
    assertThat(isComplete()).as("it was written to").isFalse();
    nowMillis += 59_000;
    assertThat(isComplete()).isFalse();
    nowMillis += 1_000;
    assertThat(isComplete()).isTrue();
  }

  @Test
  void anArchiveThatIsSilentButThereIsNeverOver() {
    archive(0, 10).to(file("stats.gfs"));
    next();
    nowMillis += 86_400_000;
    look();
    assertThat(isComplete()).isFalse();
  }

  @Test
  void ofOneThatIsGoneTheHeaderTellsTheOrderAsItMayHaveBeenRenamedUnseen() throws IOException {
    Path file = archive(100, 1).to(file("stats.gfs"));
    assertThat(next()).isEqualTo("stats.gfs");
    // Renamed, begun anew, renamed again, and the first deleted, all between two looks.
    Files.delete(file);
    archive(200, 1).to(file("stats-01-02.gfs"));
    archive(300, 1).to(file);
    assertThat(List.of(next(), next())).containsExactly("stats-01-02.gfs", "stats.gfs");
    assertThat(tells.problems()).isEmpty();
  }

  @Test
  void whatAppearsTooLateIsLeftOutAndToldOnce() {
    archive(100, 1).to(file("stats-01-02.gfs"));
    assertThat(next()).isEqualTo("stats-01-02.gfs");
    archive(0, 1).to(file("stats-01-01.gfs"));
    archive(200, 1).to(file("stats.gfs"));
    assertThat(List.of(next(), next())).containsExactly("stats.gfs", "nothing");
    assertThat(left).extracting(ArchiveQueueTest::fileName).containsExactly("stats-01-01.gfs");
    assertThat(tells.problems())
        .singleElement()
        .asString()
        .contains("stats-01-01.gfs: appeared when later archives of server-1 had been read")
        .contains("convert it on its own");
  }

  @Test
  void whatIsDoneIsNotReadAgainAlsoNotWhenItComesBack() throws IOException {
    Path first = archive(0, 1).to(file("stats-01-01.gfs"));
    archive(100, 1).to(file("stats.gfs"));
    look();
    queue = queue(Set.of(member.archives().get(0).id().text()));
    assertThat(List.of(next(), next())).containsExactly("stats.gfs", "nothing");
    byte[] bytes = Files.readAllBytes(first);
    Files.delete(first);
    member.archives().get(0).leave();
    look();
    member.retain(Set.copyOf(scan.archives()));
    assertThat(member.archives()).hasSize(1);
    Files.write(first, bytes);
    assertThat(next()).isEqualTo("nothing");
    assertThat(tells.problems()).isEmpty();
  }
}
