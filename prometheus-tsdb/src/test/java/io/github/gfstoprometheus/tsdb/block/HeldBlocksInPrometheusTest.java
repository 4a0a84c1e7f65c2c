package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A range of six hours is over in which we published blocks, and Prometheus holds its own samples
 * of the range's last two hours in its head alone: it cuts a block off when its head has three.
 */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
class HeldBlocksInPrometheusTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long STEP_MILLIS = 10_000;

  /** The border of two ranges of six hours. */
  private static final long BORDER = 78_700 * 6 * HOUR;

  /** Prometheus looks for work once a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Pattern TRIGGERED =
      Pattern.compile("\nprometheus_tsdb_compactions_triggered_total ([0-9]+)");

  @TempDir Path directory;

  @Test
  void whatTheHeadHoldsIsThereAfterARestartAndBlocksAreCompactedOnceTheyAreSettled()
      throws IOException {
    Member held = new Member(directory.resolve("held"), HeadMarks.HELD);
    Member settled = new Member(directory.resolve("settled"), HeadMarks.SETTLED);
    try (PrometheusServer heldServer = held.start();
        PrometheusServer settledServer = settled.start()) {
      held.fill(heldServer);
      settled.fill(settledServer);
      long triggered = triggered(heldServer);
      settledServer.awaitBlocks(blocks -> blocks.size() < 4, PATIENCE);
      while (triggered(heldServer) == triggered) {
        pause();
      }
      assertThat(Blocks.list(held.data)).isEqualTo(held.published);
      heldServer.kill();
      settledServer.kill();
    }
    requireLossWithoutHint(settled);
    held.requireAllAfterRestart();
    aBlockThatPrometheusCutsOffItsHeadIsMergedWithOurs(held);
    aSettledBlockIsCompacted(held);
  }

  /** What shows that the test can fail. Since 3.14 the compacted block has the hint as well. */
  private static void requireLossWithoutHint(Member settled) throws IOException {
    BlockMeta compacted = Blocks.find(settled.data, settled.published.get(0)).orElseThrow();
    assertThat(compacted.sources()).containsExactlyElementsOf(settled.published.subList(0, 2));
    try (PrometheusServer server = settled.start()) {
      settled.ours.requireIn(server);
      long lost = settled.own.count() - settled.own.countIn(server);
      if (compacted.marks() == HeadMarks.NONE) {
        assertThat(lost).isEqualTo(2 * HOUR / 15_000);
      } else {
        assertThat(lost).isZero();
      }
    }
  }

  private static void aBlockThatPrometheusCutsOffItsHeadIsMergedWithOurs(Member member)
      throws IOException {
    String overlapping = member.published.get(1);
    assertThat(Blocks.persistedEndMillis(member.data)).isEmpty();
    try (PrometheusServer server = member.start()) {
      member.own.appendUntil(server, BORDER + 65 * MINUTE);
      server.awaitBlocks(blocks -> !blocks.contains(overlapping), PATIENCE);
      BlockMeta merged = Blocks.find(member.data, overlapping).orElseThrow();
      assertThat(merged.sources()).hasSize(2).contains(overlapping);
      assertThat(merged.endMillis()).isEqualTo(BORDER);
      assertThat(member.own.countIn(server)).isEqualTo(member.own.count());
      server.kill();
    }
    assertThat(Blocks.persistedEndMillis(member.data)).hasValue(BORDER);
    member.requireAllAfterRestart();
  }

  private static void aSettledBlockIsCompacted(Member member) throws IOException {
    String before = member.published.get(0);
    try (PrometheusServer server = member.start()) {
      Blocks.settle(member.data, before);
      server.awaitBlocks(blocks -> !blocks.contains(before), PATIENCE);
    }
    Optional<BlockMeta> holder = Blocks.find(member.data, before);
    assertThat(holder).isEqualTo(Blocks.find(member.data, member.published.get(1)));
    assertThat(Blocks.list(member.data))
        .containsAll(member.published.subList(2, 4))
        .contains(holder.orElseThrow().ulid())
        .hasSize(3);
    member.requireAllAfterRestart();
  }

  private static long triggered(PrometheusServer server) throws IOException {
    Matcher found = TRIGGERED.matcher(server.get("/metrics"));
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Prometheus", e);
    }
  }

  /** A data directory with samples of Prometheus' own and ours. */
  private static final class Member {
    private final Path data;
    private final MinuteBlocks ours;
    private final HeadSamples own = new HeadSamples(BORDER - 2 * HOUR);
    private List<String> published = List.of();

    Member(Path data, HeadMarks marks) throws IOException {
      this.data = Files.createDirectories(data);
      this.ours = new MinuteBlocks(data, marks);
    }

    PrometheusServer start() throws IOException {
      return PrometheusServer.start(data, PrometheusServer.REMOTE_WRITE_RECEIVER);
    }

    void fill(PrometheusServer server) throws IOException {
      own.appendUntil(server, BORDER + 10 * MINUTE);
      published =
          List.of(
              ours.publish(BORDER - 4 * HOUR, BORDER - 2 * HOUR, STEP_MILLIS),
              ours.publish(BORDER - 2 * HOUR, BORDER, STEP_MILLIS),
              ours.publish(BORDER, BORDER + 5 * MINUTE, STEP_MILLIS),
              ours.publish(BORDER + 5 * MINUTE, BORDER + 10 * MINUTE, STEP_MILLIS));
    }

    void requireAllAfterRestart() throws IOException {
      ours.requireOnce();
      try (PrometheusServer server = start()) {
        assertThat(own.countIn(server)).isEqualTo(own.count());
        ours.requireIn(server);
      }
    }
  }
}
