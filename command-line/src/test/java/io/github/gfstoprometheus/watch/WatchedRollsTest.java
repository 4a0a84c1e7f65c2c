package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.watch.WatchedArchives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.RunningWatch;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.oracle.WatchedSamples;
import io.github.gfstoprometheus.testkit.geode.SimulatedMember;
import io.github.gfstoprometheus.testkit.geode.Tearing;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What members do to their files while they are watched, one thing at a time. */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
class WatchedRollsTest {
  @TempDir private Path directory;

  private WatchedArchives archives;

  @BeforeEach
  void prepare() {
    archives = new WatchedArchives(directory);
  }

  @Test
  void anArchiveThatRollsIsReadOnUnderItsNewNameAndItsSuccessorAfterIt() throws IOException {
    try (SimulatedMember member = archives.member("server-1", Tearing.HELD);
        RunningWatch watch = archives.watch()) {
      sample(member, 20);
      member.flush();
      archives.awaitPublished(watch, member);
      // Not read yet when the file gets its new name: several rolls between two looks.
      for (int roll = 0; roll < 5; roll++) {
        sample(member, 7);
        member.roll(member.lastMillis() + 1);
      }
      sample(member, 5);
      member.flush();
      archives.awaitPublished(watch, member);
      watch.stop();
    }
    archives.demandAll();
  }

  @Test
  void aRestartThatOverwritesTheArchiveInPlaceIsReadFromItsStart() throws IOException {
    try (SimulatedMember member = archives.member("server-1", Tearing.SPLIT);
        RunningWatch watch = archives.watch()) {
      for (int run = 0; run < 3; run++) {
        sample(member, 20 + 10 * run);
        archives.awaitPublished(watch, member);
        member.restartInPlace(member.lastMillis() + 2500);
      }
      sample(member, 10);
      archives.awaitPublished(watch, member);
      watch.stop();
    }
    archives.demandAll();
  }

  @Test
  void anArchiveThatIsReplacedByAnotherOneOfItsNameIsANewOne() throws IOException {
    try (SimulatedMember member = archives.member("server-1", Tearing.NONE);
        RunningWatch watch = archives.watch()) {
      sample(member, 20);
      archives.awaitPublished(watch, member);
      // As a service does that clears up before it starts: the file is deleted, and created anew.
      member.restart(member.lastMillis() + 3000);
      member.keepRolled(0);
      sample(member, 20);
      archives.awaitPublished(watch, member);
      watch.stop();
    }
    archives.demandAll();
  }

  @Test
  void whatIsDeletedWhileItIsReadIsReadToItsEnd() throws IOException {
    try (SimulatedMember member = archives.member("server-1", Tearing.NONE);
        RunningWatch watch = archives.watch()) {
      sample(member, 10);
      archives.awaitPublished(watch, member);
      for (int roll = 0; roll < 8; roll++) {
        sample(member, 30);
        // A disk limit leaves at least one: long enough for a reader that looks often.
        archives.awaitPublished(watch, member);
        sample(member, 1);
        member.roll(member.lastMillis() + 1);
        member.keepRolled(1);
      }
      sample(member, 3);
      archives.awaitPublished(watch, member);
      watch.stop();
    }
    archives.demandAll();
  }

  @Test
  void aDirectoryThatAppearsLateIsWatchedToo() throws IOException {
    assertThat(archives.live()).doesNotExist();
    try (RunningWatch watch = archives.watch()) {
      try (SimulatedMember first = archives.member("server-1", Tearing.NONE)) {
        sample(first, 10);
        archives.awaitPublished(watch, first);
        try (SimulatedMember second = archives.member("server-2", Tearing.NONE)) {
          // Later than all that was published before: a block of the past would overlap.
          second.sample(first.lastMillis() + 500);
          sample(second, 10);
          sample(first, 12);
          archives.awaitPublished(watch, first);
          archives.awaitPublished(watch, second);
          watch.stop();
        }
      }
    }
    archives.demandAll();
  }

  @Test
  void aFileThatShrinksToNothingIsNoEndOfTheWatch() throws IOException {
    try (SimulatedMember first = archives.member("server-1", Tearing.NONE);
        SimulatedMember second = archives.member("server-2", Tearing.NONE);
        RunningWatch watch = archives.watch()) {
      sample(first, 10);
      sample(second, 10);
      archives.awaitPublished(watch, first);
      archives.awaitPublished(watch, second);
      first.flush();
      archives.keeper().overwriting(first.archive());
      try (FileChannel channel = FileChannel.open(first.archive(), StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
      sample(second, 10);
      archives.awaitPublished(watch, second);
      watch.stop();
    }
    archives.demandConverted();
  }

  @Test
  void copiesAndLinksOfAnArchiveAddNothing() throws IOException {
    try (SimulatedMember member = archives.member("server-1", Tearing.NONE);
        RunningWatch watch = archives.watch()) {
      sample(member, 20);
      archives.awaitPublished(watch, member);
      Path home = member.archive().getParent();
      Files.createLink(home.resolve("linked.gfs"), member.archive());
      Files.copy(member.archive(), home.resolve("copied.gfs"));
      Path backup = Files.createDirectories(archives.live().resolve("backup"));
      Files.copy(member.archive(), backup.resolve("stats.gfs"));
      sample(member, 20);
      archives.awaitPublished(watch, member);
      watch.stop();
    }
    archives.demandAll();
  }

  @Test
  void membersWithTheSameFileNameAreToldApart() throws IOException {
    try (SimulatedMember first = archives.member("server-1", Tearing.SPLIT);
        SimulatedMember second = archives.member("server-2", Tearing.HELD);
        RunningWatch watch = archives.watch()) {
      for (int round = 0; round < 5; round++) {
        sample(first, 5);
        sample(second, 5);
      }
      second.flush();
      archives.awaitPublished(watch, first);
      archives.awaitPublished(watch, second);
      watch.stop();
    }
    SeriesSamples found = WatchedSamples.ofBlocks(archives.data());
    assertThat(found.labels().stream().map(LabelSet::toMap).map(labels -> labels.get("member")))
        .contains("server-1", "server-2")
        .doesNotContainNull();
    archives.demandAll();
  }

  @Test
  void onceAgainAfterGrowthIsTheSameAsOnceAtTheEnd() throws IOException {
    try (SimulatedMember member = archives.member("server-1", Tearing.HELD)) {
      sample(member, 30);
      archives.watchOnce();
      archives.watchOnce(); // nothing new: nothing changes
      sample(member, 10);
      member.roll(member.lastMillis() + 1);
      sample(member, 10);
      archives.watchOnce();
      member.flush();
      archives.watchOnce();
    }
    archives.demandAll();
    WatchedArchives undisturbed = new WatchedArchives(directory.resolve("undisturbed"));
    copyTree(directory.resolve("live"), undisturbed.live());
    undisturbed.watchOnce();
    assertThat(WatchedSamples.ofBlocks(undisturbed.data()).count())
        .isEqualTo(WatchedSamples.ofBlocks(archives.data()).count());
  }

  @Test
  void aPackedArchiveIsReadAsFarAsItInflates() throws IOException {
    Path home = Files.createDirectories(archives.live().resolve("server-1"));
    SimulatedMember member =
        new SimulatedMember(
            home.resolve("stats.gfs.gz"),
            WatchedArchives.shape(5),
            Tearing.NONE,
            archives.keeper());
    try (RunningWatch watch = archives.watch()) {
      for (int run = 0; run < 3; run++) {
        sample(member, 400);
        member.roll(member.lastMillis() + 1);
      }
      sample(member, 1);
      member.close();
      archives.awaitPublished(watch, member);
      watch.stop();
    }
    archives.demandAll();
  }

  @Test
  void filesCanBeWatchedByName() throws IOException {
    try (SimulatedMember member = archives.member("server-1", Tearing.NONE);
        RunningWatch watch = archives.watchOf(List.of(member.archive()))) {
      sample(member, 20);
      archives.awaitPublished(watch, member);
      member.roll(member.lastMillis() + 1);
      sample(member, 20);
      archives.awaitPublished(watch, member);
      watch.stop();
    }
    archives.demandAll();
  }

  private static void copyTree(Path from, Path to) throws IOException {
    List<Path> files;
    try (var tree = Files.walk(from)) {
      files = tree.collect(Collectors.toList());
    }
    for (Path file : files) {
      Files.createDirectories(to);
      Path target = to.resolve(from.relativize(file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
