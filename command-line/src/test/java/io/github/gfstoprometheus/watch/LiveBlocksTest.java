package io.github.gfstoprometheus.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.HeadMarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which blocks there are after so many publications; times are minutes in ranges of two hours. */
class LiveBlocksTest {
  private static final long RANGE = Duration.ofHours(2).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** A range that does not begin at 0, and one before the epoch is as good as any. */
  private static final long START = 5 * RANGE;

  private final LiveBlocks blocks = new LiveBlocks(RANGE);
  private int names;
  private long written;

  private static BlockMeta block(String name, long beginMillis, long endMillis) {
    return new BlockMeta(
        name, beginMillis, endMillis, 1, 1, 1, List.of(name), List.of(), HeadMarks.HELD);
  }

  /** Publishes samples of this half-open time, as a sink does; returns what was taken in. */
  private List<BlockMeta> publish(long beginMillis, long endMillis) {
    List<BlockMeta> taken = blocks.takenIn(beginMillis, endMillis);
    long begin = beginMillis;
    long end = endMillis;
    for (BlockMeta old : taken) {
      begin = Math.min(begin, old.minMillis());
      end = Math.max(end, old.endMillis());
      blocks.remove(old.ulid());
    }
    written += end - begin;
    blocks.add(block("block-%06d".formatted(names++), begin, end));
    return taken;
  }

  private void publishMinutes(long from, long to) {
    publish(START + from * MINUTE, START + to * MINUTE);
  }

  private List<BlockMeta> inOrder() {
    return blocks.all().stream().sorted(Comparator.comparingLong(BlockMeta::minMillis)).toList();
  }

  private List<String> minutes() {
    return inOrder().stream()
        .map(block -> minute(block.minMillis()) + "-" + minute(block.endMillis()))
        .toList();
  }

  private static long minute(long millis) {
    return (millis - START) / MINUTE;
  }

  private void demandApart() {
    List<BlockMeta> ordered = inOrder();
    for (int i = 0; i < ordered.size(); i++) {
      BlockMeta block = ordered.get(i);
      assertThat(Math.floorDiv(block.minMillis(), RANGE))
          .as("the range of %s", block)
          .isEqualTo(Math.floorDiv(block.endMillis() - 1, RANGE));
      if (i > 0) {
        assertThat(block.minMillis())
            .as("the begin of %s", block)
            .isGreaterThanOrEqualTo(ordered.get(i - 1).endMillis());
      }
    }
  }

  @Test
  void minuteAfterMinuteBlocksAreTheDigitsOfABinaryNumber() {
    publishMinutes(0, 1);
    assertThat(minutes()).containsExactly("0-1");
    publishMinutes(1, 2);
    assertThat(minutes()).containsExactly("0-2");
    publishMinutes(2, 3);
    assertThat(minutes()).containsExactly("0-2", "2-3");
    publishMinutes(3, 4);
    assertThat(minutes()).containsExactly("0-4");
    for (int minute = 4; minute < 7; minute++) {
      publishMinutes(minute, minute + 1);
    }
    assertThat(minutes()).containsExactly("0-4", "4-6", "6-7");
  }

  @Test
  void aRangeOfMinutesHasFewBlocksAndIsWrittenAFewTimesOver() {
    for (int minute = 0; minute < 120; minute++) {
      publishMinutes(minute, minute + 1);
      assertThat(blocks.all()).hasSizeLessThanOrEqualTo(7);
    }
    assertThat(written / MINUTE).isBetween(120L, 120L * 8);
    assertThat(blocks.toCompact(START + RANGE - 1)).isEmpty();
    assertThat(blocks.toCompact(START + RANGE)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void minutesThatAreNotQuiteEqualCountAsEqual() {
    publish(START, START + MINUTE);
    publish(START + MINUTE, START + 2 * MINUTE - MINUTE / 6);
    assertThat(blocks.all()).hasSize(1);
  }

  @Test
  void lateSamplesTakeInWhatTheyOverlapWithAndNothingElse() {
    for (int minute = 0; minute < 15; minute++) {
      publishMinutes(minute, minute + 1);
    }
    assertThat(minutes()).containsExactly("0-8", "8-12", "12-14", "14-15");
    publishMinutes(9, 10);
    assertThat(minutes()).containsExactly("0-8", "8-12", "12-14", "14-15");
    assertThat(publish(START + 11 * MINUTE, START + 13 * MINUTE)).hasSize(2);
    assertThat(minutes()).containsExactly("0-8", "8-14", "14-15");
  }

  @Test
  void lateSamplesBetweenBlocksAreABlockOfTheirOwn() {
    publishMinutes(0, 90);
    publishMinutes(100, 110);
    publishMinutes(92, 93);
    assertThat(minutes()).containsExactly("0-90", "92-93", "100-110");
    demandApart();
  }

  @Test
  void aBlockNeverTakesInOneOfAnotherRange() {
    publishMinutes(118, 120);
    publishMinutes(120, 121);
    publishMinutes(-1, 0);
    assertThat(minutes()).containsExactly("-1-0", "118-120", "120-121");
  }

  @Test
  void aSampleAtTheBorderBelongsToTheRangeThatBeginsThere() {
    publish(START + RANGE - 1, START + RANGE);
    publish(START + RANGE, START + RANGE + 1);
    assertThat(blocks.all()).hasSize(2);
    assertThat(publish(START + RANGE, START + RANGE + 1)).hasSize(1);
    assertThat(blocks.all()).hasSize(2);
  }

  @Test
  void rangesThatAreOverAreCompactedIfTheyHaveSeveralBlocks() {
    publishMinutes(0, 90);
    publishMinutes(100, 101);
    publishMinutes(120, 180);
    publishMinutes(240, 300);
    publishMinutes(330, 331);
    assertThat(blocks.toCompact(START + 3 * RANGE - 1))
        .singleElement()
        .satisfies(
            range ->
                assertThat(range)
                    .extracting(BlockMeta::minMillis)
                    .containsExactly(START, START + 100 * MINUTE));
    assertThat(blocks.toCompact(START + 3 * RANGE)).hasSize(2);
  }

  @Test
  void namesAreInTheOrderOfTime() {
    blocks.add(block("b", 10, 20));
    blocks.add(block("a", 30, 40));
    blocks.add(block("c", 0, 10));
    assertThat(blocks.names()).containsExactly("c", "b", "a");
    blocks.remove("b");
    assertThat(blocks.names()).containsExactly("c", "a");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverIsPublishedBlocksNeverOverlapNorCrossABorder(long seed) {
    Random random = new Random(seed);
    List<long[]> published = new ArrayList<>();
    long now = START;
    for (int i = 0; i < 400; i++) {
      boolean isLate = random.nextInt(4) == 0;
      long begin = isLate ? now - random.nextLong(2 * RANGE) : now + random.nextLong(2) * 999;
      long rangeEnd = (Math.floorDiv(begin, RANGE) + 1) * RANGE;
      long end = Math.min(rangeEnd, begin + 1 + random.nextLong(5 * MINUTE));
      publish(begin, end);
      published.add(new long[] {begin, end});
      now = Math.max(now, end);
      demandApart();
    }
    for (long[] times : published) {
      assertThat(blocks.all())
          .as("the block of %d to %d", times[0], times[1])
          .anyMatch(block -> block.minMillis() <= times[0] && times[1] <= block.endMillis());
    }
  }
}
