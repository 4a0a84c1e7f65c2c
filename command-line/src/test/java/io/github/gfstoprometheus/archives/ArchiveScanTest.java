package io.github.gfstoprometheus.archives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of archives that others write, rename, replace and delete. */
class ArchiveScanTest {
  private static final int HELD_AT_MOST = 256;

  @TempDir private Path directory;
  private Path live;
  private ArchiveScan scan;
  private long nowMillis = 1_000_000;

  @BeforeEach
  void prepare() {
    live = directory.resolve("live");
    scan = scanOf(live);
  }

  private static ArchiveScan scanOf(Path... roots) {
    return new ArchiveScan(List.of(roots), ArchiveFilter.ALL, 1);
  }

  /** An archive that no other seed gives. */
  private static HandmadeArchive archive(int seed) {
    return HandmadeArchive.begunAt(HandmadeArchive.START_MILLIS + seed);
  }

  private List<FollowedArchive> look() {
    nowMillis += 500;
    return scan.look(nowMillis);
  }

  private FollowedArchive lookForOne() {
    List<FollowedArchive> appeared = look();
    assertThat(appeared).hasSize(1);
    return appeared.get(0);
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Overwrites a file as a member does that starts again: it stays the same file. */
  private void overwrite(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.fromMillis(nowMillis++));
  }

  private static byte[] read(FollowedArchive archive) throws IOException {
    return archive.openBytes().readAllBytes();
  }

  @Test
  void anArchiveIsToldOnceHoweverItGrows() throws IOException {
    HandmadeArchive archive = archive(1);
    Path file = archive.to(live.resolve("server-1/stats.gfs"));
    FollowedArchive found = lookForOne();
    for (int i = 0; i < 3; i++) {
      archive.sample(1000).to(file);
      assertThat(look()).isEmpty();
      assertThat(found.knownSizeBytes()).isEqualTo(archive.size());
    }
    assertThat(scan.archives()).containsExactly(found);
    assertThat(found.goneSinceMillis()).isEmpty();
    assertThat(read(found)).isEqualTo(archive.toBytes());
    assertThat(found.chain().directories()).endsWith("live", "server-1");
    assertThat(found.chain().fileName()).isEqualTo("stats");
  }

  @Test
  void rootsMayAppearLater() throws IOException {
    Path file = directory.resolve("alone.gfs");
    scan = scanOf(live, file);
    assertThat(look()).isEmpty();
    archive(1).to(live.resolve("deep/down/stats.gfs"));
    assertThat(lookForOne().name()).endsWith("stats.gfs");
    archive(2).to(file);
    assertThat(lookForOne().name()).endsWith("alone.gfs");
  }

  @Test
  void aRootCanBeALinkToADirectory() throws IOException {
    archive(1).to(directory.resolve("elsewhere/stats.gfs"));
    Files.createSymbolicLink(live, directory.resolve("elsewhere"));
    assertThat(read(lookForOne())).isEqualTo(archive(1).toBytes());
  }

  @Test
  void whatIsExcludedIsNotSeen() throws IOException {
    scan = new ArchiveScan(List.of(live), new ArchiveFilter(List.of(), List.of("old/**")), 1);
    archive(1).to(live.resolve("old/stats.gfs"));
    archive(2).to(live.resolve("new/stats.gfs"));
    assertThat(lookForOne().chain().directories()).endsWith("new");
  }

  @Test
  void anArchiveIsToldAsSoonAsItsHeaderIsWhole() throws IOException {
    byte[] header = archive(1).toBytes();
    Path file = Files.createDirectories(live).resolve("stats.gfs");
    Files.createFile(file);
    for (int i = 0; i < header.length; i++) {
      assertThat(look()).as("with %d of %d bytes", i, header.length).isEmpty();
      append(file, Arrays.copyOfRange(header, i, i + 1));
    }
    lookForOne();
    append(file, new byte[] {0, 3, -24, -1});
    assertThat(look()).isEmpty();
    assertThat(scan.archives()).hasSize(1);
  }

  @Test
  void aPackedArchiveIsToldOnceHoweverItsBytesCome() throws IOException {
    byte[] packed = HandmadeArchive.gzip(archive(1).samples(50, 1000).toBytes());
    Path file = Files.createDirectories(live).resolve("stats.gfs.gz");
    List<FollowedArchive> appeared = new ArrayList<>();
    for (int i = 0; i < packed.length; i++) {
      append(file, Arrays.copyOfRange(packed, i, i + 1));
      appeared.addAll(look());
    }
    assertThat(appeared).hasSize(1);
    assertThat(read(appeared.get(0))).isEqualTo(packed);
    assertThat(appeared.get(0).header()).map(ArchiveHeader::startMillis).isPresent();
  }

  @Test
  void anArchiveThatIsRenamedStaysTheSame() throws IOException {
    Path file = archive(1).to(live.resolve("stats.gfs"));
    FollowedArchive found = lookForOne();
    Path rolled = Files.move(file, live.resolve("stats-01-01.gfs"));
    assertThat(look()).isEmpty();
    assertThat(found.file()).contains(rolled);
    assertThat(found.goneSinceMillis()).isEmpty();
  }

  @Test
  void severalRollsBetweenTwoLooksAreAllSeenInTheirOrder() throws IOException {
    Path file = archive(1).to(live.resolve("stats.gfs"));
    FollowedArchive first = lookForOne();
    for (int roll = 1; roll <= 3; roll++) {
      Files.move(file, live.resolve("stats-01-0" + roll + ".gfs"));
      archive(1 + roll).to(file);
    }
    List<FollowedArchive> appeared = look();
    assertThat(appeared).hasSize(3);
    assertThat(scan.archives()).contains(first);
    assertThat(scan.archives().stream().sorted(FollowedArchive.BY_NAME).map(FollowedArchive::id))
        .containsExactlyElementsOf(
            scan.archives().stream()
                .sorted((a, b) -> Long.compare(startOf(a), startOf(b)))
                .map(FollowedArchive::id)
                .toList());
    assertThat(first.file()).contains(live.resolve("stats-01-01.gfs"));
  }

  private static long startOf(FollowedArchive archive) {
    return archive.knownHeader().startMillis();
  }

  /** Who reads a later one first must leave out the one before. */
  @Test
  void noArchiveIsToldBeforeThoseThatItsMemberHasRolledDuringTheLook() throws Exception {
    Path file = archive(0).to(live.resolve("stats.gfs"));
    CompletableFuture<Void> rolling = CompletableFuture.runAsync(() -> roll(file, 300));
    while (!rolling.isDone()) {
      List<FollowedArchive> appeared = scanOf(live).look(nowMillis);
      long last =
          appeared.stream()
              .mapToLong(archive -> archive.knownHeader().startMillis())
              .max()
              .orElse(HandmadeArchive.START_MILLIS - 1);
      assertThat(appeared).hasSize((int) (last - HandmadeArchive.START_MILLIS) + 1);
    }
    rolling.join();
  }

  private static void roll(Path file, int count) {
    try {
      for (int i = 1; i <= count; i++) {
        Files.move(file, file.resolveSibling("stats-01-%02d.gfs".formatted(i)));
        archive(i).to(file);
        Thread.sleep(1);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anotherArchiveUnderTheSameNameIsANewOneAndTheOldOneCanBeReadOn() throws IOException {
    HandmadeArchive old = archive(1).samples(20, 1000);
    Path file = old.to(live.resolve("stats.gfs"));
    FollowedArchive before = lookForOne();
    Files.delete(file);
    archive(2).samples(30, 1000).to(file);
    FollowedArchive after = lookForOne();
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(before.goneSinceMillis()).contains(nowMillis);
    assertThat(read(before)).isEqualTo(old.toBytes());
    look();
    assertThat(before.goneSinceMillis()).contains(nowMillis - 500);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 20, 40})
  void whatOverwritesAnArchiveInPlaceIsNeverTakenForItsBytes(int samples) throws IOException {
    Path file = archive(1).samples(20, 1000).to(live.resolve("stats.gfs"));
    FollowedArchive before = lookForOne();
    byte[] written = archive(2).samples(samples, 1000).toBytes();
    overwrite(file, written);
    assertThat(read(before)).isEmpty();
    FollowedArchive after = lookForOne();
    assertThat(read(after)).isEqualTo(written);
    assertThat(read(before)).isEmpty();
    assertThat(before.goneSinceMillis()).isPresent();
  }

  @Test
  void anArchiveThatWasSeenTruncatedIsFollowedWhenItIsBegunAnew() throws IOException {
    Path file = archive(1).samples(20, 1000).to(live.resolve("stats.gfs"));
    FollowedArchive before = lookForOne();
    byte[] next = archive(2).samples(60, 1000).toBytes();
    for (int length : new int[] {0, 10, 100}) {
      overwrite(file, Arrays.copyOf(next, length));
      assertThat(look()).isEmpty();
      assertThat(before.goneSinceMillis()).isPresent();
    }
    overwrite(file, next);
    assertThat(read(lookForOne())).isEqualTo(next);
  }

  @Test
  void whatIsNoArchiveDoesNotBecomeOneByGrowing() throws IOException {
    Path log = Files.createDirectories(live).resolve("server.log");
    for (int i = 0; i < 5; i++) {
      append(log, ("a line of text, number " + i + "\n").getBytes(UTF_8));
      append(live.resolve("broken.gz"), new byte[] {31, -117, 7, 7, 7});
      assertThat(look()).isEmpty();
    }
    assertThat(scan.archives()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 400})
  void whatWasNoArchiveAndIsOverwrittenByOneIsFollowed(int samples) throws IOException {
    Path file = Files.createDirectories(live).resolve("stats.gfs");
    overwrite(file, "left by something else, longer than a header: ".repeat(10).getBytes(UTF_8));
    assertThat(look()).isEmpty();
    overwrite(file, new byte[0]);
    assertThat(look()).isEmpty();
    byte[] begun = archive(1).samples(samples, 1000).toBytes();
    overwrite(file, begun);
    assertThat(read(lookForOne())).isEqualTo(begun);
  }

  @Test
  void whatIsDeletedWhileItIsHeldCanBeReadToItsEnd() throws IOException {
    HandmadeArchive archive = archive(1).samples(10, 1000);
    Path file = archive.to(live.resolve("stats.gfs"));
    FollowedArchive found = lookForOne();
    Files.delete(file);
    assertThat(look()).isEmpty();
    assertThat(found.goneSinceMillis()).contains(nowMillis);
    assertThat(found.heldBytes()).isEqualTo(archive.size());
    assertThat(read(found)).isEqualTo(archive.toBytes());
    assertThat(scan.archives()).containsExactly(found);
  }

  @Test
  void whatComesBackIsNotGoneAnyMore() throws IOException {
    Path file = archive(1).to(live.resolve("stats.gfs"));
    FollowedArchive found = lookForOne();
    Path away = Files.move(file, directory.resolve("away"));
    look();
    assertThat(found.goneSinceMillis()).isPresent();
    Files.move(away, file);
    assertThat(look()).isEmpty();
    assertThat(found.goneSinceMillis()).isEmpty();
  }

  @Test
  void copiesAndLinksAddNothingAndTheLongestFileIsTheArchive() throws IOException {
    HandmadeArchive archive = archive(1).samples(10, 1000);
    Path file = archive.to(live.resolve("stats.gfs"));
    FollowedArchive found = lookForOne();
    Files.copy(file, live.resolve("a-copy.gfs"));
    Files.createLink(live.resolve("a-link.gfs"), file);
    Files.createSymbolicLink(live.resolve("b-link.gfs"), file);
    assertThat(look()).isEmpty();
    assertThat(found.file()).contains(file);
    append(file, new byte[] {0, 3, -24, -1});
    assertThat(look()).isEmpty();
    assertThat(found.knownSizeBytes()).isEqualTo(archive.size() + 4L);
    Files.delete(file);
    assertThat(look()).isEmpty();
    assertThat(found.file()).contains(live.resolve("a-link.gfs"));
    assertThat(found.goneSinceMillis()).isEmpty();
  }

  @Test
  void whatIsLeftIsForgottenOnceItIsGone() throws IOException {
    scan = new ArchiveScan(List.of(live), ArchiveFilter.ALL, 2);
    Path file = archive(1).to(live.resolve("stats.gfs"));
    FollowedArchive found = lookForOne();
    found.leave();
    Files.delete(file);
    look();
    assertThat(scan.archives()).containsExactly(found);
    assertThat(found.isHeld()).isTrue();
    found.leave();
    assertThat(found.isHeld()).isFalse();
    look();
    assertThat(scan.archives()).isEmpty();
    assertThatThrownBy(() -> read(found)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsLeftAndStillThereIsKnownButNotHeld() throws IOException {
    Path file = archive(1).to(live.resolve("stats.gfs"));
    FollowedArchive found = lookForOne();
    found.leave();
    append(file, new byte[] {0, 3, -24, -1});
    assertThat(look()).isEmpty();
    assertThat(scan.archives()).containsExactly(found);
    assertThat(found.isHeld()).isFalse();
    assertThat(found.heldBytes()).isZero();
  }

  @Test
  void ofManyArchivesTheFirstAreHeldAndOthersWhenThoseAreLeft() throws IOException {
    int count = HELD_AT_MOST + 40;
    for (int i = 0; i < count; i++) {
      archive(i).to(live.resolve("server-%03d/stats.gfs".formatted(i)));
    }
    List<FollowedArchive> found = look();
    assertThat(found).hasSize(count);
    assertThat(found.subList(0, HELD_AT_MOST)).allMatch(FollowedArchive::isHeld);
    assertThat(found.subList(HELD_AT_MOST, count)).noneMatch(FollowedArchive::isHeld);
    found.subList(0, 40).forEach(FollowedArchive::leave);
    look();
    assertThat(found.subList(40, count)).allMatch(FollowedArchive::isHeld);
    assertThat(read(found.get(count - 1))).isEqualTo(archive(count - 1).toBytes());
    found.forEach(archive -> leaveUnlessLeft(archive));
  }

  private static void leaveUnlessLeft(FollowedArchive archive) {
    if (!archive.isLeft()) {
      archive.leave();
    }
  }

  @Test
  void whatWasRenamedUnseenIsReadOnceItIsSeenAgain() throws IOException {
    Path file = archive(1).to(live.resolve("stats.gfs"));
    FollowedArchive unheld = notHeld(file);
    Files.move(file, live.resolve("stats-01-01.gfs"));
    assertThat(read(unheld)).isEmpty();
    archive(2).to(file);
    assertThat(read(unheld)).isEmpty();
    unheld.seenAt(live.resolve("stats-01-01.gfs"), 1, 1);
    assertThat(read(unheld)).isEqualTo(archive(1).toBytes());
    unheld.leave();
  }

  @Test
  void whatWasDeletedBeforeItWasHeldIsLostAndSaysSo() throws IOException {
    Path file = archive(1).to(live.resolve("stats.gfs"));
    FollowedArchive unheld = notHeld(file);
    Files.delete(file);
    assertThat(read(unheld)).isEmpty();
    unheld.gone(nowMillis);
    assertThat(read(unheld)).as("a file system may be away for a moment").isEmpty();
    unheld.gone(nowMillis + 60_000);
    assertThatThrownBy(() -> read(unheld)).isInstanceOf(NoSuchFileException.class);
  }

  private static FollowedArchive notHeld(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Optional<ArchiveHeader> header = ArchiveSource.of(file).header();
    return new FollowedArchive(file, header.orElseThrow(), bytes, bytes.length, 1);
  }

  @Test
  void anIdTellsArchivesApartByWhenTheyWereBegunAndByWhichRun() throws IOException {
    long millis = HandmadeArchive.START_MILLIS;
    List<HandmadeArchive> different =
        List.of(
            HandmadeArchive.begunAt(millis, millis),
            HandmadeArchive.begunAt(millis + 1, millis),
            HandmadeArchive.begunAt(millis, millis + 1));
    for (int i = 0; i < different.size(); i++) {
      different.get(i).to(live.resolve(i + ".gfs"));
    }
    List<FollowedArchive> found = look();
    assertThat(found).extracting(FollowedArchive::id).doesNotHaveDuplicates().hasSize(3);
    assertThat(found.get(0).id().text()).startsWith("2017-07-14T02:40:00Z 4711 ");
  }
}
