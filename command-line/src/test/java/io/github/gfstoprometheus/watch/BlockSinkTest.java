package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.watch.LiveArchives.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.fixtures.BlockTimes;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published as blocks, and when, by a clock that the test sets. */
class BlockSinkTest {
  private static final long RANGE = Duration.ofMinutes(10).toMillis();

  @TempDir private Path directory;
  private SinkSurroundings here;

  @BeforeEach
  void prepare() throws IOException {
    here = new SinkSurroundings(directory);
    Files.createDirectories(here.data());
  }

  private void write(String member, int beginSecond, int samples) {
    archive(beginSecond, samples).to(here.live().resolve(member).resolve("stats.gfs"));
  }

  private List<BlockMeta> blocks() throws IOException {
    return Blocks.metas(here.data());
  }

  private void demandAll() throws IOException {
    here.published().demandEqual(here.converted());
    assertThat(BlockTimes.overlaps(here.data())).isEmpty();
    for (BlockMeta block : blocks()) {
      assertThat(block.minMillis() / RANGE).isEqualTo((block.endMillis() - 1) / RANGE);
    }
  }

  @Test
  void aBlockIsPublishedEachFlushIntervalAndNotBefore() throws IOException {
    try (BlockSink sink = here.blocks()) {
      write("server-1", 0, 10);
      sink.poll(here.at(15)); // what is newer than five seconds waits for late members
      assertThat(blocks()).hasSize(1);
      long endMillis = blocks().get(0).endMillis();
      assertThat(here.figures().publications()).isEqualTo(1);
      write("server-1", 0, 69);
      sink.poll(here.at(74));
      assertThat(blocks()).extracting(BlockMeta::endMillis).containsExactly(endMillis);
      assertThat(sink.hasCaughtUp()).isTrue();
      sink.poll(here.at(75));
      assertThat(blocks().get(blocks().size() - 1).endMillis()).isEqualTo(endMillis + 59_000);
      assertThat(here.figures().samples()).isEqualTo(69);
      assertThat(blocks()).allMatch(BlockMeta::isHeld);
      demandAll();
    }
  }

  @Test
  void aMemberWhoseClockIsBehindIsPublishedEachFlushIntervalAndNotBefore() throws IOException {
    try (BlockSink sink = here.blocks()) {
      for (int second = 1; second <= 130; second++) {
        write("server-1", 0, second);
        sink.poll(here.at(3600 + second)); // all of the range in which it samples is over by then
      }
      assertThat(here.figures().publications()).isEqualTo(3);
      sink.finish(here.at(3731));
    }
    demandAll();
  }

  @Test
  void besideAMemberWhoseClockIsBehindOthersArePublishedNoMoreOften() throws IOException {
    try (BlockSink sink = here.blocks()) {
      for (int second = 1; second <= 1300; second += 2) {
        write("behind", 0, second);
        write("server-1", 1800, second);
        sink.poll(here.at(1800 + second));
      }
      // Each flush interval one of either member, and what is merged of the range that is over.
      assertThat(here.figures().publications()).isLessThan(70);
      sink.finish(here.at(3101));
    }
    demandAll();
  }

  @Test
  void theEndPublishesWhatWaitsForTheFlush() throws IOException {
    try (BlockSink sink = here.blocks()) {
      write("server-1", 0, 10);
      sink.poll(here.at(10));
      write("server-1", 0, 20);
      sink.finish(here.at(20));
    }
    demandAll();
  }

  @Test
  void samplesOfTheFutureWaitUntilTheyAreOfThePast() throws IOException {
    try (BlockSink sink = here.blocks()) {
      write("server-1", 0, 30);
      sink.finish(here.at(20));
      assertThat(here.published().count()).isEqualTo(20);
      sink.finish(here.at(30));
    }
    demandAll();
  }

  @Test
  void rangesThatAreOverBecomeOneBlockEach() throws IOException {
    try (BlockSink sink = here.blocks()) {
      for (int minute = 1; minute <= 25; minute++) {
        write("server-1", 0, 60 * minute);
        sink.poll(here.at(60 * minute));
        assertThat(blocks()).hasSizeLessThan(10);
      }
      long now = here.nowMillis() - SinkSurroundings.FLUSH_INTERVAL.toMillis();
      for (long range = LiveArchives.START / RANGE; range < now / RANGE; range++) {
        long current = range;
        assertThat(blocks())
            .filteredOn(block -> block.minMillis() / RANGE == current)
            .as("blocks of a range that is over")
            .hasSize(1);
      }
      sink.finish(here.nowMillis());
    }
    demandAll();
  }

  @Test
  void aMemberWhoseArchivesComeLateOverlapsWithNobody() throws IOException {
    try (BlockSink sink = here.blocks()) {
      write("server-1", 0, 1500);
      sink.poll(here.at(1500));
      write("server-2", 300, 900);
      sink.poll(here.at(1560));
      write("server-2", 300, 1300);
      write("server-1", 0, 1600);
      sink.poll(here.at(1620));
      sink.finish(here.at(1621));
    }
    demandAll();
    assertThat(here.roster().members()).hasSize(2);
  }

  @Test
  void theNextRunGoesOnWhereTheOneBeforeWasKilled() throws IOException {
    for (int run = 1; run <= 4; run++) {
      BlockSink sink = here.blocks();
      for (int poll = 0; poll < 4; poll++) {
        int second = run * 200 + poll * 45;
        write("server-1", 0, second);
        write("server-2", 7, second - 7);
        sink.poll(here.at(second));
      }
      // Killed: nothing is finished, only the files are closed.
      sink.close();
    }
    try (BlockSink sink = here.blocks()) {
      sink.finish(here.at(2000));
    }
    demandAll();
    assertThat(here.tells().problems()).isEmpty();
  }

  @Test
  void aBlockThatCannotBePublishedIsPublishedWhenThatIsPossibleAgain() throws IOException {
    Supplier<Ulid> names = here.blockNames();
    try (BlockSink sink = here.blocks()) {
      write("server-1", 0, 10);
      sink.poll(here.at(10));
      Ulid taken = names.get();
      Path obstacle = Files.createDirectory(here.data().resolve(taken + ".tmp-for-creation"));
      Files.createFile(obstacle.resolve("index"));
      Path inTheWay = Files.createFile(here.data().resolve(taken.toString()));
      here.nameBlocks(() -> taken);
      write("server-1", 0, 100);
      assertThatThrownBy(() -> sink.poll(here.at(100))).isInstanceOf(IOException.class);
      assertThatThrownBy(sink::reset).isInstanceOf(IOException.class);
      Files.delete(inTheWay);
      here.nameBlocks(names);
      sink.reset();
      sink.poll(here.at(160));
      demandAll();
      sink.finish(here.at(170));
    }
    demandAll();
  }

  @Test
  void twoMembersOfEqualLabelsAreNotMixed() throws IOException {
    write("a/server-1", 0, 60);
    write("b/server-1", 5, 60);
    try (BlockSink sink = here.blocks()) {
      sink.finish(here.at(100));
      assertThat(here.roster().members())
          .extracting(RosterMember::name)
          .doesNotHaveDuplicates()
          .hasSize(2);
    }
    demandAll();
  }

  @Test
  void anArchiveThatIsDoneIsLetGo() throws IOException {
    try (BlockSink sink = here.blocks()) {
      write("server-1", 0, 60);
      sink.poll(here.at(60));
      Path file = here.live().resolve("server-1/stats.gfs");
      Path rolled = Files.move(file, file.resolveSibling("stats-01-01.gfs"));
      write("server-1", 60, 3);
      sink.finish(here.at(120));
      Files.delete(rolled);
      here.at(121);
      assertThat(here.roster().members().get(0).archives()).as("too early to forget").hasSize(2);
      write("server-1", 60, 20);
      sink.finish(here.at(130));
      here.at(131);
      assertThat(here.roster().members().get(0).archives()).hasSize(1);
      assertThat(here.tells().of("archive_finished")).hasSize(1);
    }
  }
}
