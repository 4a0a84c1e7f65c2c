package io.github.gfstoprometheus.tsdb.block;

import static io.github.gfstoprometheus.tsdb.block.TickedRanges.ALL_AT_ONCE;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.POLICY;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.RANGE_MILLIS;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.UP;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.tickIn;
import static io.github.gfstoprometheus.tsdb.block.TickedRanges.ulids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that other threads write are those that the caller's thread writes, in the same order. */
class BlocksUnderWayTest {
  @TempDir Path directory;

  static Stream<BlockPolicy> policies() {
    return Stream.of(
        POLICY.withPlacement(ChunkPlacement.IN_ORDER),
        POLICY.withTolerance(Duration.ofMillis(20)).withThinning(Duration.ofSeconds(1)),
        POLICY.withMemoryBytes(30_000));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPoolWritesTheFilesThatTheCallersThreadWrites(BlockPolicy policy) throws IOException {
    Path expected = directory.resolve("inline");
    Heard inline = writeRandom(expected, policy, Runnable::run, 1);
    assertThat(inline.published).hasSizeGreaterThan(5);
    for (int threads : new int[] {2, 4}) {
      for (int atOnce : new int[] {1, 2, 8}) {
        Path data = directory.resolve(threads + "-" + atOnce);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
          Heard heard = writeRandom(data, policy, pool, atOnce);
          assertThat(heard.creating).isEqualTo(inline.creating);
          assertThat(heard.published).isEqualTo(inline.published);
          assertThat(heard.mostUnderWay).isLessThanOrEqualTo(atOnce);
        } finally {
          pool.shutdown();
        }
        TestBlocks.requireSameFiles(data, expected);
      }
    }
  }

  /** Three timelines, whose listener is checked. */
  private static Heard writeRandom(Path data, BlockPolicy policy, Executor executor, int atOnce)
      throws IOException {
    Heard heard = new Heard(data);
    try (BlockBuilder builder =
        new BlockBuilder(data, policy, TestBlocks.ulids(), heard, executor, atOnce)) {
      RandomTimelines timelines = new RandomTimelines(1, builder, 3, 12, -15_000);
      timelines.playTogether(builder, -15_000, 45_000, 1_500);
      timelines.end();
      assertThat(TestBlocks.names(data))
          .isEqualTo(heard.publishedUlids().stream().sorted().toList());
      if (policy.toleranceMillis() == 0) {
        assertThat(TestBlocks.samples(data)).isEqualTo(timelines.samples());
      }
    }
    assertThat(heard.threads).containsExactly(Thread.currentThread());
    assertThat(heard.creating).containsAll(heard.publishedUlids());
    assertThat(heard.published).extracting(BlockMeta::minMillis).isSorted();
    return heard;
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsWrittenFirstBlocksAppearInTheOrderOfRanges(QueuedExecutor.Order order)
      throws IOException {
    for (boolean atTheEnd : new boolean[] {false, true}) {
      Path data = directory.resolve(String.valueOf(atTheEnd));
      Heard heard = new Heard(data);
      List<Set<String>> seen = new ArrayList<>();
      try (QueuedExecutor executor = new QueuedExecutor(order, 1, () -> seen.add(visible(data)))) {
        if (!atTheEnd) {
          executor.begin();
        }
        int atOnce = atTheEnd ? ALL_AT_ONCE : 5;
        Timeline timeline = TickedRanges.builder(data, heard, executor, atOnce).addTimeline();
        tickIn(timeline, 0, 12);
        if (atTheEnd) {
          assertThat(heard.creating).hasSize(11);
          assertThat(heard.published).isEmpty();
          executor.begin();
        }
        timeline.end();
      }
      assertThat(heard.published).hasSize(12);
      assertThat(heard.published).extracting(BlockMeta::minMillis).isSorted();
      for (Set<String> blocks : seen) {
        assertThat(blocks).containsExactlyInAnyOrderElementsOf(ulids(blocks.size()));
      }
      assertThat(seen).hasSize(2 * 12);
      assertThat(TestBlocks.names(data)).containsExactlyInAnyOrderElementsOf(ulids(12));
    }
  }

  @Test
  void whatOutgrowsTheMemoryIsTheSameHoweverSlowlyItIsWritten() throws IOException {
    BlockPolicy tight = POLICY.withMemoryBytes(30_000);
    Path expected = directory.resolve("inline");
    Heard inline = writeRandom(expected, tight, Runnable::run, 1);
    Heard roomy = writeRandom(directory.resolve("roomy"), POLICY, Runnable::run, 1);
    assertThat(inline.published).hasSizeGreaterThan(roomy.published.size());
    for (QueuedExecutor.Order order : QueuedExecutor.Order.values()) {
      Path data = directory.resolve(order.name());
      try (QueuedExecutor slow = new QueuedExecutor(order, 10, () -> {})) {
        slow.begin();
        Heard heard = writeRandom(data, tight, slow, 8);
        assertThat(heard.published).isEqualTo(inline.published);
      }
      TestBlocks.requireSameFiles(data, expected);
    }
  }

  /** Otherwise all of them would be under way. */
  @Test
  void aTimelineWaitsWhileBlocksUnderWayHoldTheMemory() throws IOException {
    BlockPolicy tight = POLICY.withMemoryBytes(100_000);
    AtomicInteger created = new AtomicInteger();
    BlockListener listener =
        new BlockListener() {
          @Override
          public void creating(String ulid) {
            created.incrementAndGet();
          }
        };
    try (QueuedExecutor executor = new QueuedExecutor(QueuedExecutor.Order.FIRST)) {
      Timeline timeline =
          new BlockBuilder(directory, tight, TestBlocks.ulids(), listener, executor, ALL_AT_ONCE)
              .addTimeline();
      CompletableFuture<Long> ticking =
          CompletableFuture.supplyAsync(() -> tickWithChanges(timeline, 20, 1000));
      awaitUntilItWaits(created, 1);
      assertThat(created.get()).isBetween(1, 4);
      assertThat(ticking).isNotDone();
      executor.begin();
      assertThat(ticking.join()).isEqualTo(20_000);
    }
    assertThat(created).hasValue(20);
    assertThat(TestBlocks.samples(directory).get(UP)).hasSize(20_000);
  }

  /** Until no more are created for a while. */
  private static void awaitUntilItWaits(AtomicInteger created, int atLeast) {
    int before = -1;
    while (before < atLeast || before != created.get()) {
      before = created.get();
      sleep(300);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets a new value before each tick, and returns how many there were. */
  private static long tickWithChanges(Timeline timeline, int ranges, int ticks) {
    try {
      int up = timeline.open(UP);
      long count = 0;
      for (int range = 0; range < ranges; range++) {
        for (int tick = 0; tick < ticks; tick++) {
          timeline.set(up, ++count);
          timeline.tick(range * RANGE_MILLIS + tick);
        }
      }
      timeline.end();
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rangesWithoutSeriesArePassedOver() throws IOException {
    Heard heard = new Heard(directory);
    try (QueuedExecutor executor = new QueuedExecutor(QueuedExecutor.Order.LAST)) {
      Timeline timeline =
          TickedRanges.builder(directory, heard, executor, ALL_AT_ONCE).addTimeline();
      timeline.tick(1);
      tickIn(timeline, 1, 2);
      timeline.close(0);
      timeline.tick(2 * RANGE_MILLIS);
      timeline.tick(3 * RANGE_MILLIS);
      tickIn(timeline, 4, 5);
      executor.begin();
      timeline.end();
    }
    assertThat(heard.creating).hasSize(5);
    assertThat(heard.empty).containsExactly(heard.creating.get(0), heard.creating.get(3));
    assertThat(heard.published)
        .extracting(BlockMeta::minMillis)
        .containsExactly(RANGE_MILLIS, 2 * RANGE_MILLIS, 4 * RANGE_MILLIS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void lessThanOneAtOnceIsRefused(int atOnce) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TickedRanges.builder(directory, BlockListener.NONE, Runnable::run, atOnce))
        .withMessageContaining(String.valueOf(atOnce));
  }

  private static Set<String> visible(Path data) {
    try {
      return Files.exists(data) ? new HashSet<>(Blocks.list(data)) : Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
