package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that other threads write are those that the caller's thread writes, in the same order. */
class BlocksUnderWayTest {
  private static final long RANGE_MILLIS = 10_000;
  private static final BlockPolicy POLICY =
      new BlockPolicy(RANGE_MILLIS, 5, ChunkPlacement.SHARED, Long.MAX_VALUE);
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));
  private static final String UNFINISHED = ".tmp-for-creation";

  /** More than there are blocks. */
  private static final int ALL_AT_ONCE = 1000;

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
        Timeline timeline = builder(data, heard, executor, atOnce).addTimeline();
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
        BlockBuilder builder = builder(data, heard, executor, atOnce)) {
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
        BlockBuilder builder = builder(directory, BlockListener.NONE, executor, atOnce)) {
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
        BlockBuilder builder = builder(directory, BlockListener.NONE, executor, ALL_AT_ONCE)) {
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

  @Test
  void rangesWithoutSeriesArePassedOver() throws IOException {
    Heard heard = new Heard(directory);
    try (QueuedExecutor executor = new QueuedExecutor(QueuedExecutor.Order.LAST)) {
      Timeline timeline = builder(directory, heard, executor, ALL_AT_ONCE).addTimeline();
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
    assertThat(heard.published)
        .extracting(BlockMeta::minMillis)
        .containsExactly(RANGE_MILLIS, 2 * RANGE_MILLIS, 4 * RANGE_MILLIS);
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
        try (BlockBuilder builder = builder(data, BlockListener.NONE, executor, atOnce)) {
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
        BlockBuilder builder = builder(directory, failing, executor, atOnce)) {
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
      BlockBuilder builder = builder(directory, BlockListener.NONE, executor, atOnce);
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
      BlockBuilder builder = builder(directory, BlockListener.NONE, executor, ALL_AT_ONCE);
      tickIn(builder.addTimeline(), 0, 8);
      executor.begin();
      builder.close();
    }
    Files.delete(directory.resolve(theirs));
    requireWhole(directory, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void lessThanOneAtOnceIsRefused(int atOnce) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(directory, BlockListener.NONE, Runnable::run, atOnce))
        .withMessageContaining(String.valueOf(atOnce));
  }

  private static BlockBuilder builder(
      Path data, BlockListener listener, Executor executor, int atOnce) {
    return new BlockBuilder(data, POLICY, TestBlocks.ulids(), listener, executor, atOnce);
  }

  /** Opens a series and ticks seven times in each range; it is the series with number 0. */
  private static void tickIn(Timeline timeline, int fromRange, int toRange) throws IOException {
    int up = timeline.open(UP);
    for (int range = fromRange; range < toRange; range++) {
      timeline.set(up, range);
      for (int tick = 0; tick < 7; tick++) {
        timeline.tick(range * RANGE_MILLIS + tick);
      }
    }
  }

  /** Requires that there are the blocks of so many ranges, with all their samples. */
  private static void requireWhole(Path data, int ranges) throws IOException {
    assertThat(TestBlocks.names(data)).containsExactlyInAnyOrderElementsOf(ulids(ranges));
    for (int range = 0; range < ranges; range++) {
      SortedMap<LabelSet, SortedMap<Long, Long>> samples =
          TestBlocks.samplesOf(data.resolve(ulids(ranges).get(range)));
      assertThat(samples).containsOnlyKeys(UP);
      assertThat(samples.get(UP)).hasSize(7).containsEntry(range * RANGE_MILLIS + 6, (long) range);
      assertThat(samples.get(UP)).doesNotContainValue(StaleMarker.BITS);
    }
  }

  /** The first ULIDs that a builder gives. */
  private static List<String> ulids(int count) {
    Supplier<Ulid> ulids = TestBlocks.ulids();
    return Stream.generate(ulids).limit(count).map(Ulid::toString).toList();
  }

  private static Set<String> visible(Path data) {
    try {
      return Files.exists(data) ? new HashSet<>(Blocks.list(data)) : Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a listener is told, and in which thread. */
  private static final class Heard implements BlockListener {
    final List<String> creating = new ArrayList<>();
    final List<BlockMeta> published = new ArrayList<>();
    final Set<Thread> threads = new HashSet<>();
    private final Path data;
    int mostUnderWay;

    Heard(Path data) {
      this.data = data;
    }

    List<String> publishedUlids() {
      return published.stream().map(BlockMeta::ulid).toList();
    }

    @Override
    public void creating(String ulid) {
      threads.add(Thread.currentThread());
      creating.add(ulid);
      mostUnderWay = Math.max(mostUnderWay, creating.size() - published.size());
    }

    @Override
    public void published(BlockMeta block, long sizeBytes) throws IOException {
      threads.add(Thread.currentThread());
      published.add(block);
      assertThat(creating).containsSubsequence(publishedUlids());
      assertThat(BlockReader.open(data.resolve(block.ulid())).meta()).isEqualTo(block);
    }
  }
}
