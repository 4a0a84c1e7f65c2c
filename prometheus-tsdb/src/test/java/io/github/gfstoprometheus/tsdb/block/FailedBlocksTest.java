package io.github.gfstoprometheus.tsdb.block;

import static io.github.gfstoprometheus.tsdb.block.TickedRanges.ALL_AT_ONCE;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.RANGE_MILLIS;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.UP;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.requireWhole;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.tickIn;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.ulids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is there after a block, its executor or its listener has failed: whole blocks, without
 * holes.
 */
class FailedBlocksTest {
  private static final String UNFINISHED = ".tmp-for-creation";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"FIRST, 1", "FIRST, 8", "LAST, 2", "LAST, 1000", "ANY, 3", "ANY, 1000"})
  void afterABlockThatCannotBeBegunNoneIsPublished(QueuedExecutor.Order order, int atOnce)
      throws IOException {
    for (int failing : new int[] {0, 1, 6, 11}) {
      Path data = directory.resolve(String.valueOf(failing));
      String theirs = ulids(12).get(failing) + UNFINISHED;
      Files.createDirectories(data.resolve(theirs).resolve("theirs"));
      assertThatThrownBy(() -> write(data, order, atOnce))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(data.resolve(theirs).toString());
      assertThat(TestBlocks.names(data.resolve(theirs))).containsExactly("theirs");
      List<String> left = new ArrayList<>(ulids(failing));
      left.add(theirs);
      assertThat(TestBlocks.names(data)).containsExactlyInAnyOrderElementsOf(left);
      Files.move(data.resolve(theirs), directory.resolve("theirs" + failing));
      requireWhole(data, failing);
    }
  }

  @ParameterizedTest
  @CsvSource({"FIRST, 1", "FIRST, 8", "LAST, 2", "LAST, 1000", "ANY, 3", "ANY, 1000"})
  void afterABlockWhoseNameIsTakenNoneIsPublished(QueuedExecutor.Order order, int atOnce)
      throws IOException {
    for (int failing : new int[] {0, 1, 6, 11}) {
      Path data = directory.resolve(String.valueOf(failing));
      String theirs = ulids(12).get(failing);
      Files.createDirectories(data.resolve(theirs).resolve("theirs"));
      assertThatThrownBy(() -> write(data, order, atOnce))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(data.resolve(theirs).toString());
      assertThat(TestBlocks.names(data)).containsExactlyInAnyOrderElementsOf(ulids(failing + 1));
      assertThat(TestBlocks.names(data.resolve(theirs))).containsExactly("theirs");
      Files.move(data.resolve(theirs), directory.resolve("theirs" + failing));
      requireWhole(data, failing);
    }
  }

  /** Twelve ranges, all handed over before one is written if there may be so many. */
  private static void write(Path data, QueuedExecutor.Order order, int atOnce) throws IOException {
    Heard heard = new Heard(data);
    try (QueuedExecutor executor = new QueuedExecutor(order);
        BlockBuilder builder = TickedRanges.builder(data, heard, executor, atOnce)) {
      if (atOnce < 12) {
        executor.begin();
      }
      Timeline timeline = builder.addTimeline();
      tickIn(timeline, 0, 12);
      executor.begin();
      timeline.end();
    } finally {
      assertThat(heard.publishedUlids()).isEqualTo(ulids(heard.published.size()));
    }
  }

  @Test
  void aFileWhereTheDirectoryShouldBeIsToldByName() throws IOException {
    Path file = Files.writeString(directory.resolve("data"), "theirs");
    for (QueuedExecutor.Order order : QueuedExecutor.Order.values()) {
      assertThatThrownBy(() -> write(file, order, ALL_AT_ONCE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
      assertThat(file).hasContent("theirs");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void afterARangeInWhichTwoTimelinesHoldASeriesNoneIsPublished(int atOnce) throws IOException {
    try (QueuedExecutor executor = new QueuedExecutor(QueuedExecutor.Order.LAST);
        BlockBuilder builder =
            TickedRanges.builder(directory, BlockListener.NONE, executor, atOnce)) {
      executor.begin();
      Timeline first = builder.addTimeline();
      Timeline second = builder.addTimeline();
      second.tick(0);
      tickIn(first, 0, 2);
      second.open(UP);
      second.tick(2 * RANGE_MILLIS);
      assertThatThrownBy(
              () -> {
                for (int range = 2; range < 12; range++) {
                  first.tick(range * RANGE_MILLIS + 7);
                  second.tick(range * RANGE_MILLIS + 8);
                }
                first.end();
                second.end();
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("two timelines")
          .hasMessageContaining(UP.toString());
    }
    requireWhole(directory, 2);
  }

  /**
   * There is nothing to publish for it, which is no failure; but the range before it has failed.
   */
  @Test
  void aRangeWithoutSeriesDoesNotLetLaterOnesForgetAFailure() throws IOException {
    Files.createDirectories(directory.resolve(ulids(2).get(1)).resolve("theirs"));
    try (QueuedExecutor executor = new QueuedExecutor(QueuedExecutor.Order.FIRST);
        BlockBuilder builder =
            TickedRanges.builder(directory, BlockListener.NONE, executor, ALL_AT_ONCE)) {
      Timeline timeline = builder.addTimeline();
      tickIn(timeline, 0, 2);
      timeline.close(0);
      timeline.tick(2 * RANGE_MILLIS - 1);
      timeline.tick(2 * RANGE_MILLIS); // a range without series
      tickIn(timeline, 3, 6);
      executor.begin();
      assertThatThrownBy(timeline::end)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(ulids(2).get(1));
    }
    assertThat(TestBlocks.names(directory)).containsExactlyInAnyOrderElementsOf(ulids(2));
  }

  /** Such as a pool that is shut down too early. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void anExecutorThatTakesNoMoreTasksLeavesWholeBlocksAlone(int atOnce) throws IOException {
    for (int tasks = 0; tasks < 8; tasks++) {
      Path data = directory.resolve(String.valueOf(tasks));
      AtomicInteger left = new AtomicInteger(tasks);
      try (QueuedExecutor queued = new QueuedExecutor(QueuedExecutor.Order.FIRST)) {
        queued.begin();
        Executor executor =
            task -> {
              if (left.getAndDecrement() <= 0) {
                throw new RejectedExecutionException("no more");
              }
              queued.execute(task);
            };
        try (BlockBuilder builder =
            TickedRanges.builder(data, BlockListener.NONE, executor, atOnce)) {
          Timeline timeline = builder.addTimeline();
          assertThatThrownBy(
                  () -> {
                    tickIn(timeline, 0, 6);
                    timeline.end();
                  })
              .isInstanceOf(RejectedExecutionException.class)
              .hasMessage("no more");
        }
      }
      Files.createDirectories(data);
      assertThat(TestBlocks.names(data)).allMatch(Ulid::isUlid);
      requireWhole(data, TestBlocks.names(data).size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void aListenerThatFailsLeavesWholeBlocksAlone(int atOnce) throws IOException {
    BlockListener failing =
        new BlockListener() {
          @Override
          public void published(BlockMeta block, long sizeBytes) throws IOException {
            if (block.minMillis() == 3 * RANGE_MILLIS) {
              throw new IOException("no");
            }
          }
        };
    try (QueuedExecutor executor = new QueuedExecutor(QueuedExecutor.Order.ANY);
        BlockBuilder builder = TickedRanges.builder(directory, failing, executor, atOnce)) {
      executor.begin();
      Timeline timeline = builder.addTimeline();
      assertThatThrownBy(
              () -> {
                tickIn(timeline, 0, 12);
                timeline.end();
              })
          .isInstanceOf(IOException.class)
          .hasMessage("no");
    }
    int published = TestBlocks.names(directory).size();
    assertThat(published).isGreaterThanOrEqualTo(4);
    requireWhole(directory, published);
  }

  @ParameterizedTest
  @CsvSource({"FIRST, 1", "LAST, 2", "ANY, 1000"})
  void aBuilderThatIsClosedEarlyLeavesTheBlocksOfEndedRanges(QueuedExecutor.Order order, int atOnce)
      throws IOException {
    try (QueuedExecutor executor = new QueuedExecutor(order)) {
      BlockBuilder builder = TickedRanges.builder(directory, BlockListener.NONE, executor, atOnce);
      executor.begin();
      tickIn(builder.addTimeline(), 0, 8);
      builder.close();
      requireWhole(directory, 7);
      builder.close();
    }
    requireWhole(directory, 7);
  }

  @Test
  void aBuilderClosedEarlyWhileABlockFailsLeavesTheBlocksBeforeIt() throws IOException {
    String theirs = ulids(4).get(3) + UNFINISHED;
    Files.createDirectories(directory.resolve(theirs));
    try (QueuedExecutor executor = new QueuedExecutor(QueuedExecutor.Order.LAST)) {
      BlockBuilder builder =
          TickedRanges.builder(directory, BlockListener.NONE, executor, ALL_AT_ONCE);
      tickIn(builder.addTimeline(), 0, 8);
      executor.begin();
      builder.close();
    }
    Files.delete(directory.resolve(theirs));
    requireWhole(directory, 3);
  }
}
