package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.watch.LiveArchives.archive;
import static io.github.gfstoprometheus.watch.LiveArchives.archiveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archives.ArchiveScan;
import io.github.gfstoprometheus.archives.FollowedArchive;
import io.github.gfstoprometheus.convert.Inheritance;
import io.github.gfstoprometheus.members.MemberOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose archives are whose, as they appear one after the other. */
class RosterTest {
  @TempDir private Path directory;
  private final RecordedTells tells = new RecordedTells();
  private ArchiveScan scan;
  private Roster roster;
  private long nowMillis = LiveArchives.START;

  @AfterEach
  void closeFiles() {
    scan.archives().forEach(FollowedArchive::leave);
  }

  private void begin(MemberOptions options, MemberProgress... known) {
    scan = LiveArchives.scanOf(directory, 1);
    roster = new Roster(scan, options, List.of(known), Roster.PATIENCE, tells);
  }

  private List<String> lookAfter(int seconds) {
    nowMillis += seconds * 1000L;
    roster.look(nowMillis);
    return names();
  }

  private List<String> names() {
    return roster.members().stream().map(RosterMember::name).toList();
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private static MemberProgress known(String name, Path chain) {
    return new MemberProgress(
        name, Optional.of("server"), List.of(chain.toString()), 1, List.of(), Inheritance.NONE);
  }

  @Test
  void anArchiveThatTellsItsMemberIsKnownAtOnce() {
    begin(MemberOptions.DEFAULT);
    archiveOf("server-7", 0, 1).to(file("a/stats.gfs"));
    assertThat(lookAfter(0)).containsExactly("server-7");
    assertThat(roster.members().get(0).member().type()).contains("server");
    assertThat(roster.isComplete()).isTrue();
    assertThat(tells.of("archive_found")).singleElement().asString().contains("of server-7");
  }

  @Test
  void anArchiveThatTellsNothingIsWaitedForAMinuteAndThenItsPlaceTells() {
    begin(MemberOptions.DEFAULT);
    archive(0, 1).to(file("server-9/stats.gfs"));
    assertThat(lookAfter(0)).isEmpty();
    assertThat(roster.isComplete()).isFalse();
    assertThat(lookAfter(59)).isEmpty();
    assertThat(lookAfter(1)).containsExactly("server-9");
    assertThat(roster.isComplete()).isTrue();
  }

  @Test
  void anArchiveThatTellsLaterIsKnownThen() {
    begin(MemberOptions.DEFAULT);
    archive(0, 1).to(file("a/stats.gfs"));
    assertThat(lookAfter(0)).isEmpty();
    archive(0, 59).to(file("a/stats.gfs"));
    assertThat(lookAfter(1)).isEmpty();
    archive(0, 60).to(file("a/stats.gfs"));
    assertThat(lookAfter(1)).hasSize(1);
  }

  @Test
  void whoHasRolledIsOldEnoughToBeKnown() {
    begin(MemberOptions.DEFAULT);
    archive(0, 1).to(file("server-9/stats-01-01.gfs"));
    archive(10, 1).to(file("server-9/stats.gfs"));
    assertThat(lookAfter(0)).containsExactly("server-9");
    assertThat(roster.members().get(0).archives()).hasSize(2);
  }

  @Test
  void aNameThatIsGivenNeedsNoWaitingAndIsAllMembersOne() {
    begin(new MemberOptions(Optional.of("given"), Optional.empty()));
    archive(0, 1).to(file("a/stats.gfs"));
    assertThat(lookAfter(0)).containsExactly("given");
    archive(10, 1).to(file("b/stats.gfs"));
    assertThat(lookAfter(0)).containsExactly("given");
    assertThat(roster.members().get(0).archives()).hasSize(2);
  }

  @Test
  void archivesOfAKnownChainAreItsMembersAtOnce() throws IOException {
    begin(MemberOptions.DEFAULT);
    Path file = archiveOf("server-1", 0, 5).to(file("a/stats.gfs"));
    lookAfter(0);
    Files.move(file, file("a/stats-01-01.gfs"));
    archive(10, 0).to(file);
    assertThat(lookAfter(1)).containsExactly("server-1");
    assertThat(roster.members().get(0).archives()).hasSize(2);
    assertThat(roster.members().get(0).chains()).singleElement().asString().endsWith("/a/stats");
    assertThat(roster.archiveCount()).isEqualTo(2);
  }

  @Test
  void aMemberThatStartsAgainElsewhereIsTheSame() throws IOException {
    begin(MemberOptions.DEFAULT);
    Path before = archiveOf("server-1", 0, 5).to(file("a/stats.gfs"));
    Files.setLastModifiedTime(before, FileTime.fromMillis(LiveArchives.START + 5000));
    lookAfter(0);
    archiveOf("server-1", 100, 5).to(file("b/stats.gfs"));
    assertThat(lookAfter(100)).containsExactly("server-1");
    assertThat(roster.members().get(0).archives()).hasSize(2);
    assertThat(roster.members().get(0).chains()).hasSize(2);
  }

  @Test
  void namesakesAtTheSameTimeAreToldApartByTheirPlaces() throws IOException {
    begin(MemberOptions.DEFAULT);
    Path first = archiveOf("server-1", 0, 5).to(file("a/stats.gfs"));
    Files.setLastModifiedTime(first, FileTime.fromMillis(LiveArchives.START + 200_000));
    lookAfter(0);
    archiveOf("server-1", 100, 5).to(file("b/stats.gfs"));
    assertThat(lookAfter(100)).containsExactly("server-1", "b/server-1");
    assertThat(tells.of("namesake"))
        .singleElement()
        .asString()
        .contains("another member of the name server-1 is followed already", "b/server-1");
    assertThat(tells.problems()).isEmpty();
  }

  @Test
  void aNameThatIsOnlyGuessedProvesNoMemberTheSame() throws IOException {
    begin(MemberOptions.DEFAULT);
    Path first = archive(0, 60).to(file("x/server-1/stats.gfs"));
    Files.setLastModifiedTime(first, FileTime.fromMillis(LiveArchives.START));
    assertThat(lookAfter(0)).containsExactly("server-1");
    archive(1000, 60).to(file("y/server-1/stats.gfs"));
    assertThat(lookAfter(1000)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void namesAreKeptFromTheRunBefore() {
    begin(
        MemberOptions.DEFAULT,
        known("b/server-1", file("b/stats")),
        known("server-1", file("a/stats")),
        known("server-1", file("elsewhere/stats")));
    assertThat(names()).containsExactly("b/server-1", "server-1");
    assertThat(roster.members()).allMatch(member -> member.archives().isEmpty());
    archive(0, 1).to(file("a/stats.gfs"));
    archive(1, 1).to(file("b/stats.gfs"));
    archive(2, 1).to(file("elsewhere/stats.gfs"));
    assertThat(lookAfter(0)).containsExactly("b/server-1", "server-1");
    assertThat(roster.members().get(0).archives()).hasSize(1);
    assertThat(roster.members().get(1).archives()).hasSize(2);
    assertThat(roster.isComplete()).isTrue();
  }

  @Test
  void ofWhatIsSaidOfAPlaceTwiceTheFirstCounts() {
    begin(
        MemberOptions.DEFAULT,
        known("server-1", file("a/stats")),
        known("a/server-1", file("a/stats")));
    archive(0, 1).to(file("a/stats.gfs"));
    lookAfter(0);
    assertThat(roster.members().get(0).archives()).hasSize(1);
    assertThat(roster.members().get(1).archives()).isEmpty();
  }

  @Test
  void aMemberKnownFromTheRunBeforeMayHaveMovedMeanwhile() {
    begin(MemberOptions.DEFAULT, known("server-1", file("a/stats")));
    archiveOf("server-1", 0, 1).to(file("b/stats.gfs"));
    assertThat(lookAfter(0)).containsExactly("server-1");
    assertThat(roster.members().get(0).chains()).hasSize(2);
  }

  @Test
  void whatIsLeftAndGoneIsForgotten() throws IOException {
    begin(MemberOptions.DEFAULT);
    Path file = archiveOf("server-1", 0, 1).to(file("a/stats.gfs"));
    lookAfter(0);
    RosterMember member = roster.members().get(0);
    Files.delete(file);
    lookAfter(1);
    assertThat(member.archives()).hasSize(1);
    assertThat(roster.archiveCount()).isZero();
    member.archives().get(0).leave();
    lookAfter(1);
    assertThat(member.archives()).isEmpty();
    assertThat(names()).containsExactly("server-1");
  }

  @Test
  void whatAnExpressionIsToFindAndDoesNotIsToldAsAProblem() {
    begin(new MemberOptions(Optional.empty(), Optional.of(Pattern.compile("node(\\d+)"))));
    archive(0, 60).to(file("server-1/stats.gfs"));
    lookAfter(0);
    assertThat(tells.problems()).singleElement().asString().contains("--member-from");
  }

  @Test
  void withoutPatienceAllIsKnownAtTheFirstLook() {
    scan = LiveArchives.scanOf(directory, 1);
    roster = new Roster(scan, MemberOptions.DEFAULT, List.of(), Duration.ZERO, tells);
    archive(0, 0).to(file("server-3/stats.gfs"));
    assertThat(lookAfter(0)).containsExactly("server-3");
  }
}
