package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.watch.LiveArchives.archive;
import static io.github.gfstoprometheus.watch.LiveArchives.archiveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.FaultyReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent, and what is remembered of it, by a clock that the test sets. */
class RemoteWriteSinkTest {
  @TempDir private Path directory;
  private SinkSurroundings here;
  private FaultyReceiver receiver;

  @BeforeEach
  void prepare() throws IOException {
    here = new SinkSurroundings(directory);
    receiver = FaultyReceiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private RemoteWriteSink open() throws IOException {
    return here.remoteWrite(receiver.address(), RemoteWriteSink.PATIENCE);
  }

  private Path write(String member, int beginSecond, int samples) {
    return archive(beginSecond, samples).to(here.live().resolve(member).resolve("stats.gfs"));
  }

  private Checkpoint remembered() throws IOException {
    return new CheckpointFile(here.checkpoint(), receiver.address().toString()).read();
  }

  private List<Long> reached() throws IOException {
    return remembered().members().stream()
        .map(member -> member.reachedMillis() - LiveArchives.START)
        .toList();
  }

  private void demandAll() throws IOException {
    receiver.samples().demandEqual(here.converted());
  }

  @Test
  void whatIsNewIsSentAtEachPoll() throws IOException {
    try (RemoteWriteSink sink = open()) {
      for (int second : new int[] {10, 11, 12, 60}) {
        write("server-1", 0, second);
        sink.poll(here.at(second));
        assertThat(receiver.sampleCount()).isEqualTo(second);
        assertThat(here.figures().samples()).isEqualTo(second);
        assertThat(sink.hasCaughtUp()).isTrue();
      }
      sink.finish(here.at(60));
    }
    demandAll();
    assertThat(remembered().next()).isEmpty();
    assertThat(reached()).containsExactly(60_001L);
  }

  @Test
  void whatIsBeingSentIsEnteredBeforeAndThatItWasSentSoonAfter() throws IOException {
    try (RemoteWriteSink sink = open()) {
      write("server-1", 0, 10);
      sink.poll(here.at(10));
      assertThat(remembered().next()).isPresent();
      assertThat(remembered().members()).isEmpty();
      sink.poll(here.at(14));
      assertThat(remembered().next()).isPresent();
      sink.poll(here.at(15));
      assertThat(remembered().next()).isEmpty();
      assertThat(reached()).containsExactly(10_001L);
    }
  }

  @Test
  void afterAKillExactlyWhatWasBeingSentIsSentAgain() throws IOException {
    for (int second : new int[] {10, 40, 41, 90}) {
      try (RemoteWriteSink sink = open()) {
        write("server-1", 0, second);
        write("server-2", 3, second);
        // The end of sending is entered later only: whoever opens it next sends it again.
        sink.poll(here.at(second + 3));
        assertThat(remembered().next()).isPresent();
      }
    }
    try (RemoteWriteSink sink = open()) {
      sink.finish(here.at(100));
    }
    demandAll();
    assertThat(here.tells().problems()).isEmpty();
  }

  @Test
  void namesakesAreCalledAgainAsTheyWereWhenTheirFirstSamplesAreSentAgain() throws IOException {
    try (RemoteWriteSink sink = open()) {
      archiveOf("server-1", 0, 10).to(here.live().resolve("a/stats.gfs"));
      here.at(1);
      archiveOf("server-1", 5, 10).to(here.live().resolve("b/stats.gfs"));
      sink.poll(here.at(15));
      assertThat(remembered().members()).isEmpty();
    }
    long sent = receiver.sampleCount();
    try (RemoteWriteSink sink = open()) {
      sink.finish(here.at(15));
    }
    assertThat(receiver.sampleCount()).isEqualTo(sent);
    assertThat(receiver.samples().labels())
        .extracting(labels -> labels.value("member"))
        .containsOnly("server-1", "b/server-1");
    assertThat(remembered().next()).as("what is still to be sent again").isEmpty();
    assertThat(here.tells().problems()).isEmpty();
  }

  @Test
  void archivesOfWhatWasBeingSentAreWaitedForAndThenGivenUp() throws IOException {
    Path file = write("server-1", 0, 10);
    write("server-2", 1, 9);
    try (RemoteWriteSink sink = open()) {
      sink.poll(here.at(10));
    }
    Path away = Files.move(file, directory.resolve("away"));
    write("server-2", 1, 49);
    try (RemoteWriteSink sink = open()) {
      sink.poll(here.at(50));
      sink.poll(here.at(169));
      assertThat(receiver.sampleCount()).as("nothing is sent before").isEqualTo(19);
      assertThat(here.tells().problems()).isEmpty();
      sink.poll(here.at(170));
      assertThat(here.tells().problems())
          .singleElement()
          .asString()
          .contains("archives are gone of which samples were being sent");
      assertThat(receiver.sampleCount()).isEqualTo(59);
      Files.move(away, file);
      write("server-1", 0, 30);
      sink.finish(here.at(180));
    }
    demandAll();
  }

  @Test
  void archivesThatComeInTimeAreAllThatIsWaitedFor() throws IOException {
    Path file = write("server-1", 0, 10);
    try (RemoteWriteSink sink = open()) {
      sink.poll(here.at(10));
    }
    Path away = Files.move(file, directory.resolve("away"));
    try (RemoteWriteSink sink = open()) {
      sink.poll(here.at(50));
      Files.move(away, file);
      write("server-1", 0, 20);
      sink.poll(here.at(60));
      sink.finish(here.at(60));
    }
    assertThat(here.tells().problems()).isEmpty();
    demandAll();
  }

  @Test
  void whoHasNoTimeToWaitGivesThemUpAtOnce() throws IOException {
    Path file = write("server-1", 0, 10);
    try (RemoteWriteSink sink = open()) {
      sink.poll(here.at(10));
    }
    Files.delete(file);
    write("server-2", 1, 10);
    try (RemoteWriteSink sink = here.remoteWrite(receiver.address(), Duration.ZERO)) {
      sink.finish(here.at(50));
    }
    assertThat(here.tells().problems()).hasSize(1);
    assertThat(receiver.sampleCount()).isEqualTo(20);
    assertThat(remembered().next()).isEmpty();
  }

  @Test
  void whatCouldNotBeSentIsSentAfterAReset() throws IOException {
    try (RemoteWriteSink sink = open()) {
      write("server-1", 0, 10);
      sink.poll(here.at(10));
      write("server-1", 0, 20);
      sink.reset();
      sink.poll(here.at(20));
      sink.finish(here.at(20));
    }
    demandAll();
  }
}
