package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.prometheus.LabelMatcher;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import io.github.gfstoprometheus.testkit.prometheus.SampleConsumer;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Prometheus itself never lets series share a chunk. Whatever it does with blocks in which they do
 * (read, merge, delete, snapshot), it must find every sample.
 */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
class SharedChunksInPrometheusTest {
  private static final int BLOCKS = MostlyStill.HOURS / 2;

  /** What compaction leaves of them: 6 + 6 + 2 + 2 hours. */
  private static final int COMPACTED_BLOCKS = 4;

  /** Prometheus looks for work once a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Pattern SNAPSHOT_NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

  @TempDir Path directory;
  private final MostlyStill member = new MostlyStill("a");
  private Path shared;

  @BeforeEach
  void writeBlocks() throws IOException {
    shared = directory.resolve("shared");
    member.write(shared, ChunkPlacement.SHARED);
    assertThat(Blocks.list(shared)).hasSize(BLOCKS);
  }

  @Test
  void promtoolAndTheServerSeeWhatTheySeeInBlocksThatShareNothing() throws IOException {
    Path inOrder = directory.resolve("in-order");
    member.write(inOrder, ChunkPlacement.IN_ORDER);
    assertThat(chunkBytes(shared)).isLessThan(chunkBytes(inOrder) / 2);
    Map<LabelSet, String> dumped = dumped(shared);
    assertThat(dumped).isEqualTo(MostlyStill.said(SampleDigest.AS_TEXT, member));
    assertThat(dumped(inOrder)).isEqualTo(dumped);
    try (PrometheusServer sharing = PrometheusServer.start(shared);
        PrometheusServer plain = PrometheusServer.start(inOrder)) {
      assertThat(exported(sharing)).isEqualTo(MostlyStill.said(SampleDigest.AS_PROTOBUF, member));
      assertThat(exported(plain)).isEqualTo(exported(sharing));
      assertThat(answers(sharing)).hasSizeGreaterThan(50_000).isEqualTo(answers(plain));
    }
  }

  @Test
  void everySampleIsThereAfterCompactionAndARestartOverlappingOrNot() throws IOException {
    MostlyStill other = new MostlyStill("b");
    Path overlapping = directory.resolve("overlapping");
    member.write(overlapping, ChunkPlacement.SHARED);
    member.write(overlapping, ChunkPlacement.SHARED); // once more: all samples are there twice
    other.write(overlapping, ChunkPlacement.SHARED);
    Map<LabelSet, String> ofOne = MostlyStill.said(SampleDigest.AS_PROTOBUF, member);
    Map<LabelSet, String> ofBoth = MostlyStill.said(SampleDigest.AS_PROTOBUF, member, other);
    try (PrometheusServer one = PrometheusServer.start(shared);
        PrometheusServer both = PrometheusServer.start(overlapping)) {
      assertThat(exported(both)).isEqualTo(ofBoth);
      one.awaitBlocks(blocks -> blocks.size() <= COMPACTED_BLOCKS, PATIENCE);
      both.awaitBlocks(blocks -> blocks.size() <= COMPACTED_BLOCKS, PATIENCE);
      assertThat(exported(one)).isEqualTo(ofOne);
      assertThat(exported(both)).isEqualTo(ofBoth);
    }
    assertThat(read(shared)).isEqualTo(MostlyStill.said(SampleDigest.EXACT, member));
    assertThat(read(overlapping)).isEqualTo(MostlyStill.said(SampleDigest.EXACT, member, other));
    try (PrometheusServer one = PrometheusServer.start(shared);
        PrometheusServer both = PrometheusServer.start(overlapping)) {
      assertThat(exported(one)).isEqualTo(ofOne);
      assertThat(exported(both)).isEqualTo(ofBoth);
    }
  }

  @Test
  void aSnapshotIsWhole() throws IOException {
    try (PrometheusServer server = PrometheusServer.start(shared, PrometheusServer.ADMIN_API)) {
      Matcher name = SNAPSHOT_NAME.matcher(server.post("/api/v1/admin/tsdb/snapshot"));
      assertThat(name.find()).isTrue();
      Path snapshot = shared.resolve("snapshots").resolve(name.group(1));
      assertThat(Blocks.list(snapshot)).isEqualTo(Blocks.list(shared));
      assertThat(read(snapshot)).isEqualTo(MostlyStill.said(SampleDigest.EXACT, member));
    }
  }

  @Test
  void aSeriesThatIsDeletedTakesNoSampleOfOthersAlong() throws IOException {
    LabelSet whole = member.name(1);
    LabelSet partly = member.name(9);
    long fromMillis = MostlyStill.START_MILLIS + 3_000_000;
    long throughMillis = MostlyStill.START_MILLIS + 9_000_000;
    MostlyStill.LeftOut deleted =
        (labels, millis) ->
            labels.equals(whole)
                || (labels.equals(partly) && millis >= fromMillis && millis <= throughMillis);
    SampleDigest byProtobuf = new SampleDigest(SampleDigest.AS_PROTOBUF);
    SampleDigest exact = new SampleDigest(SampleDigest.EXACT);
    member.tell(byProtobuf, deleted);
    member.tell(exact, deleted);
    try (PrometheusServer server = PrometheusServer.start(shared, PrometheusServer.ADMIN_API)) {
      delete(server, whole, MostlyStill.START_MILLIS, MostlyStill.END_MILLIS);
      delete(server, partly, fromMillis, throughMillis);
      assertThat(exported(server)).isEqualTo(byProtobuf.bySeries());
      List<String> before = Blocks.list(shared);
      server.post("/api/v1/admin/tsdb/clean_tombstones");
      assertThat(Blocks.list(shared)).hasSize(BLOCKS).doesNotContainAnyElementsOf(before);
      assertThat(exported(server)).isEqualTo(byProtobuf.bySeries());
    }
    assertThat(read(shared)).isEqualTo(exact.bySeries());
  }

  private static void delete(
      PrometheusServer server, LabelSet labels, long fromMillis, long throughMillis)
      throws IOException {
    server.post(
        "/api/v1/admin/tsdb/delete_series?match%%5B%%5D=%s&start=%d&end=%d"
            .formatted(
                URLEncoder.encode(labels.toString(), StandardCharsets.UTF_8),
                fromMillis / 1000,
                throughMillis / 1000));
  }

  /** All raw samples, by remote read. */
  private static Map<LabelSet, String> exported(PrometheusServer server) throws IOException {
    SampleDigest digest = new SampleDigest(SampleDigest.EXACT);
    server.export(
        List.of(LabelMatcher.all()),
        MostlyStill.START_MILLIS,
        MostlyStill.END_MILLIS,
        Duration.ofHours(1),
        digest);
    return digest.bySeries();
  }

  /** What promtool dumps after it has checked each block. */
  private static Map<LabelSet, String> dumped(Path data) throws IOException {
    analyze(data);
    SampleDigest digest = new SampleDigest(SampleDigest.AS_TEXT);
    Promtool.dump(data, digest);
    return digest.bySeries();
  }

  /** What our own reader finds, bit for bit, after promtool has checked each block. */
  private static Map<LabelSet, String> read(Path data) throws IOException {
    analyze(data);
    return SampleDigest.ofBlocks(data).bySeries();
  }

  private static void analyze(Path data) throws IOException {
    for (String ulid : Blocks.list(data)) {
      Promtool.analyzeExtended(data, ulid);
    }
  }

  /** Instant, range and raw queries. */
  private static List<String> answers(PrometheusServer server) throws IOException {
    List<String> answers = new ArrayList<>();
    SampleConsumer consumer =
        (series, value, millis) -> answers.add(series + " " + value + " " + millis);
    for (int hour = 1; hour <= MostlyStill.HOURS; hour += 5) {
      long millis = MostlyStill.START_MILLIS + hour * 3_600_000L;
      server.query("metric", millis, consumer);
      server.query("metric[30m]", millis, consumer);
      server.query("sum by (member) (rate(metric[5m]))", millis, consumer);
    }
    server.queryRange(
        "metric",
        MostlyStill.START_MILLIS,
        MostlyStill.END_MILLIS,
        Duration.ofMinutes(5),
        consumer);
    server.queryRange(
        "rate(metric[10m])",
        MostlyStill.START_MILLIS,
        MostlyStill.END_MILLIS,
        Duration.ofMinutes(7),
        consumer);
    answers.sort(null);
    return answers;
  }

  private static long chunkBytes(Path data) throws IOException {
    long bytes = 0;
    for (String ulid : Blocks.list(data)) {
      bytes += Files.size(data.resolve(ulid).resolve("chunks/000001"));
    }
    return bytes;
  }
}
