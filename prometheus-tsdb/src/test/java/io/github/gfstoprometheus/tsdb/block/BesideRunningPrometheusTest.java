package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.prometheus.LabelMatcher;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.testkit.prometheus.SampleConsumer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Blocks that reach to about now, in the data directory of a Prometheus that scrapes itself. */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
class BesideRunningPrometheusTest {
  private static final long SECOND = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path data;

  @Test
  void prometheusKeepsItsSamplesAndOursOverRestarts() throws Exception {
    MinuteBlocks ours = new MinuteBlocks(data, HeadMarks.HELD);
    SortedMap<Long, Double> own = new TreeMap<>();
    List<String> blocks = new ArrayList<>();
    for (Ending ending : Ending.values()) {
      try (PrometheusServer server = PrometheusServer.startScrapingItself(data)) {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Long> asked = CompletableFuture.supplyAsync(() -> askUntil(done, server));
        publish(ours, blocks, ending.seconds);
        done.set(true);
        assertThat(asked.get()).isGreaterThan(20);
        own.putAll(requireKept(own, server));
        ours.requireOnce();
        if (ending == Ending.SIGKILL) {
          server.kill();
        }
      }
    }
    try (PrometheusServer server = PrometheusServer.startScrapingItself(data)) {
      ours.requireIn(server);
      int before = requireKept(own, server).size();
      await("scraping goes on", () -> ownSamples(server).size() > before + 5);
    }
    // What shows that the test can fail.
    new MinuteBlocks(data, HeadMarks.NONE).publish(latest(), latest() + 1, SECOND);
    try (PrometheusServer server = PrometheusServer.startScrapingItself(data)) {
      await("scraping goes on", () -> !ownSamples(server).isEmpty());
      assertThat(ownSamples(server)).isNotEmpty().doesNotContainKey(own.firstKey());
    }
  }

  private long latest() throws IOException {
    return Blocks.metas(data).stream().mapToLong(BlockMeta::endMillis).max().orElseThrow();
  }

  private enum Ending {
    /** Longer than a minute, after which Prometheus looks what blocks there are. */
    SIGKILL(75),
    SIGTERM(10);

    private final int seconds;

    Ending(int seconds) {
      this.seconds = seconds;
    }
  }

  /** Each fifth block replaces those before. */
  private static void publish(MinuteBlocks ours, List<String> blocks, int seconds)
      throws InterruptedException, IOException {
    for (int second = 0; second < seconds; second++) {
      Thread.sleep(SECOND);
      long now = System.currentTimeMillis();
      ours.tick(now);
      boolean all = second % 5 == 4;
      String published = ours.publishInPlaceOf(all ? List.copyOf(blocks) : List.of(), now + 1);
      if (all) {
        blocks.clear();
      }
      blocks.add(published);
    }
  }

  /** Asks for all of ours again and again: nothing that was there is ever gone. */
  private static long askUntil(AtomicBoolean done, PrometheusServer server) {
    try {
      long questions = 0;
      long most = 0;
      while (!done.get()) {
        long now = System.currentTimeMillis();
        long found = server.query("ours[1h]", now, (series, value, millis) -> {});
        assertThat(found).isGreaterThanOrEqualTo(most);
        most = found;
        questions++;
        Thread.sleep(100);
      }
      return questions;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SortedMap<Long, Double> requireKept(
      Map<Long, Double> before, PrometheusServer server) throws IOException {
    SortedMap<Long, Double> found = ownSamples(server);
    assertThat(found).containsAllEntriesOf(before).hasSizeGreaterThan(3);
    return found;
  }

  /** What it scraped of one of its own series. */
  private static SortedMap<Long, Double> ownSamples(PrometheusServer server) throws IOException {
    SortedMap<Long, Double> samples = new TreeMap<>();
    SampleConsumer consumer = (series, value, millis) -> samples.put(millis, value);
    long now = System.currentTimeMillis();
    server.export(
        List.of(LabelMatcher.equal("__name__", "process_cpu_seconds_total")),
        now - Duration.ofMinutes(30).toMillis(),
        now + SECOND,
        Duration.ofHours(1),
        consumer);
    return samples;
  }

  /** What goes without a word stays open, and takes its place on the disk, until it ends. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void prometheusClosesTheFilesOfABlockThatIsReplaced() throws Exception {
    MinuteBlocks ours = new MinuteBlocks(data, HeadMarks.HELD);
    long now = System.currentTimeMillis();
    String deleted = ours.publish(now - 4000 * SECOND, now - 3000 * SECOND, SECOND);
    List<String> replaced = new ArrayList<>();
    replaced.add(ours.publish(now - 3000 * SECOND, now - 2000 * SECOND, SECOND));
    try (PrometheusServer server = PrometheusServer.start(data)) {
      assertThat(maps(server, deleted)).isTrue();
      assertThat(maps(server, replaced.get(0))).isTrue();
      Blocks.delete(data, deleted);
      // One that it never hears of stands between the one that it has and the one that it finds.
      for (int i = 0; i < 2; i++) {
        String last = replaced.get(replaced.size() - 1);
        ours.tick(now - (1000 - i) * SECOND);
        replaced.add(ours.publishInPlaceOf(List.of(last), now - (1000 - i) * SECOND + 1));
      }
      await("the new block is loaded", () -> maps(server, replaced.get(2)));
      await("the old one is closed", () -> !maps(server, replaced.get(0)));
      assertThat(maps(server, deleted)).isTrue();
      assertThat(server.query("ours{number='0'}[2h]", now, (series, value, millis) -> {}))
          .isEqualTo(1000 + 2);
    }
  }

  /** Whether a server has files of a block in its memory, be they deleted or not. */
  private static boolean maps(PrometheusServer server, String ulid) throws IOException {
    try (Stream<String> mapped = Files.lines(Path.of("/proc/" + server.pid() + "/maps"))) {
      return mapped.anyMatch(line -> line.contains(ulid));
    }
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime() - endNanos).as(what).isNegative();
      Thread.sleep(200);
    }
  }
}
