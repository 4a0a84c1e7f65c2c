package io.github.gfstoprometheus.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.RecordingTimeline;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTimelineTest {
  private static final long FIRST_MILLIS = HandmadeArchive.START_MILLIS;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 1_000_000})
  void theTimelineBehindHearsTheSameInTheSameOrder(int batchSize) throws IOException {
    RecordingTimeline direct = new RecordingTimeline();
    play(direct);
    RecordingTimeline behind = new RecordingTimeline();
    try (HandoverTimeline handover = new HandoverTimeline(behind, batchSize)) {
      play(handover);
    }

    assertThat(behind.log().bySeries()).isEqualTo(direct.log().bySeries()).hasSizeGreaterThan(10);
    assertThat(behind.isEnded()).isTrue();
  }

  @Test
  void theNumberOfAClosedSeriesIsUsedAgain() throws IOException {
    RecordingTimeline behind = new RecordingTimeline();
    try (HandoverTimeline handover = new HandoverTimeline(behind, 10)) {
      int a = handover.open(labels("a"));
      handover.tick(FIRST_MILLIS);
      handover.close(a);
      int b = handover.open(labels("b"));
      assertThat(b).isEqualTo(a);
      handover.set(b, Double.doubleToRawLongBits(2));
      handover.tick(FIRST_MILLIS + 1);
      handover.end();
    }

    assertThat(behind.log().ofMetric("a")).containsExactly("0=0.0", "1=stale");
    assertThat(behind.log().ofMetric("b")).containsExactly("1=2.0");
  }

  @Test
  void whatTheTimelineBehindThrowsReachesTheCaller() {
    IOException full = new IOException("no space left");

    assertThatThrownBy(() -> playUntil(new Failing(full, 5), 1)).isSameAs(full);
    assertThatThrownBy(() -> playUntil(new Failing(full, 5), 1_000_000)).isSameAs(full);
    IllegalStateException defect = new IllegalStateException("a defect");
    assertThatThrownBy(() -> playUntil(new Failing(defect, 5), 1)).isSameAs(defect);
  }

  @Test
  void afterAFailureTheTimelineBehindHearsNoMore() {
    Failing behind = new Failing(new IOException("no space left"), 5);

    assertThatThrownBy(() -> playUntil(behind, 1)).isInstanceOf(IOException.class);
    assertThat(behind.ticks).hasSize(5);
  }

  @Test
  void closedBeforeItsEndItLeavesTheTimelineBehindUnfinished() throws IOException {
    RecordingTimeline behind = new RecordingTimeline();
    try (HandoverTimeline handover = new HandoverTimeline(behind, 1)) {
      handover.open(labels("a"));
      handover.tick(FIRST_MILLIS);
    }

    assertThat(behind.isEnded()).isFalse();
  }

  @Test
  void closingInterruptsATimelineBehindThatWaits() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    List<String> heard = new ArrayList<>();
    Timeline behind =
        new Failing(new IOException("unused"), Integer.MAX_VALUE) {
          @Override
          public void tick(long timestampMillis) throws IOException {
            waiting.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              heard.add("interrupted");
              throw new IOException("interrupted", e);
            }
          }
        };
    try (HandoverTimeline handover = new HandoverTimeline(behind, 1)) {
      handover.tick(FIRST_MILLIS);
      waiting.await();
    }

    assertThat(heard).containsExactly("interrupted");
  }

  private static void playUntil(Timeline behind, int batchSize) throws IOException {
    try (HandoverTimeline handover = new HandoverTimeline(behind, batchSize)) {
      for (int tick = 0; tick < 100; tick++) {
        handover.tick(FIRST_MILLIS + tick);
      }
      handover.end();
    }
  }

  /** A fixed play of opening, setting and closing. */
  private static void play(Timeline timeline) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Integer[] open = new Integer[20];
    for (int tick = 0; tick < 300; tick++) {
      int index = random.nextInt(open.length);
      if (open[index] == null) {
        open[index] = timeline.open(labels("m" + index));
      } else if (random.nextInt(4) == 0) {
        timeline.close(open[index]);
        open[index] = null;
      }
      for (Integer series : open) {
        if (series != null && random.nextBoolean()) {
          timeline.set(series, Double.doubleToRawLongBits(random.nextInt(100)));
        }
      }
      timeline.tick(FIRST_MILLIS + tick * 10L);
    }
    timeline.end();
  }

  private static LabelSet labels(String name) {
    return LabelSet.of(Map.of(LabelSet.METRIC_NAME, name));
  }

  /** A timeline that breaks at one of its ticks. */
  private static class Failing implements Timeline {
    private final Exception failure;
    private final int atTick;
    final List<Long> ticks = new ArrayList<>();

    Failing(Exception failure, int atTick) {
      this.failure = failure;
      this.atTick = atTick;
    }

    @Override
    public int open(LabelSet labels) {
      return 0;
    }

    @Override
    public void set(int series, long valueBits) {}

    @Override
    public void close(int series) {}

    @Override
    public void tick(long timestampMillis) throws IOException {
      ticks.add(timestampMillis);
      if (ticks.size() == atTick) {
        if (failure instanceof IOException inputOutput) {
          throw inputOutput;
        }
        throw (RuntimeException) failure;
      }
    }

    @Override
    public void end() {}
  }
}
