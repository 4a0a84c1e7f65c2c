package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.prometheus.LabelMatcher;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.NaiveTimeline;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A member that is followed: blocks of what it recorded since, in a Prometheus' data directory. */
final class MinuteBlocks {
  private static final String NAME = "ours";
  private static final int SERIES = 20;

  private final Path data;
  private final BlockDrafts drafts;
  private final Supplier<Ulid> ulids = Ulid.generator(InstantSource.system(), new SecureRandom());

  /** Nothing but a cut ends a range, whatever the time of day. */
  private final CutTimelines timelines = new CutTimelines(Duration.ofDays(100_000).toMillis());

  private final Timeline timeline = timelines.add();
  private final NaiveTimeline naive = new NaiveTimeline();
  private long ticks;

  MinuteBlocks(Path data, HeadMarks marks) {
    this.data = data;
    this.drafts =
        new BlockDrafts(
            data,
            BlockPolicy.PROMETHEUS.withPlacement(ChunkPlacement.SHARED),
            marks,
            BlockListener.NONE);
    for (int i = 0; i < SERIES; i++) {
      LabelSet labels = LabelSet.of(Map.of("__name__", NAME, "number", String.valueOf(i)));
      timeline.open(labels);
      naive.open(labels);
    }
  }

  /** Gives every series a sample, and one of them a new value. */
  void tick(long millis) throws IOException {
    int changed = (int) (ticks % SERIES);
    long bits = Double.doubleToRawLongBits((double) ticks++);
    timeline.set(changed, bits);
    naive.set(changed, bits);
    timeline.tick(millis);
    naive.tick(millis);
  }

  /** Ticks from a time until before another one, and publishes. */
  String publish(long fromMillis, long untilMillis, long stepMillis) throws IOException {
    for (long millis = fromMillis; millis < untilMillis; millis += stepMillis) {
      tick(millis);
    }
    return publishInPlaceOf(List.of(), untilMillis);
  }

  /** Publishes what was recorded since, together with blocks that go. */
  String publishInPlaceOf(List<String> blocks, long endMillis) throws IOException {
    String published;
    try (BlockDraft draft = drafts.begin(ulids.get())) {
      for (String ulid : blocks) {
        draft.replaceBlock(data.resolve(ulid));
      }
      draft.addRecorded(timelines.cut(endMillis));
      published = draft.publish().ulid();
    }
    for (String ulid : blocks) {
      Blocks.delete(data, ulid);
    }
    return published;
  }

  /** Requires that the server has all that was published, and nothing else. */
  void requireIn(PrometheusServer server) throws IOException {
    SampleDigest expected = new SampleDigest(SampleDigest.AS_PROTOBUF);
    naive
        .samples()
        .forEach(
            (labels, samples) ->
                samples.forEach((millis, bits) -> expected.add(labels, millis, bits)));
    SortedMap<Long, Long> times = naive.samples().values().iterator().next();
    SampleDigest found = new SampleDigest(SampleDigest.EXACT);
    server.export(
        List.of(LabelMatcher.equal("__name__", NAME)),
        times.firstKey(),
        times.lastKey() + 1,
        Duration.ofHours(1),
        found);
    assertThat(found.bySeries()).isEqualTo(expected.bySeries());
  }

  /** Requires that blocks hold all that was published, each sample in one block only. */
  void requireOnce() throws IOException {
    SortedMap<LabelSet, SortedMap<Long, Long>> found = new TreeMap<>();
    for (BlockReader block : BlockReader.openAll(data)) {
      for (BlockSeries series : block.series("__name__", NAME)) {
        SortedMap<Long, Long> samples =
            found.computeIfAbsent(series.labels(), labels -> new TreeMap<>());
        SampleCursor cursor = series.samples();
        while (cursor.next()) {
          assertThat(samples.put(cursor.timestampMillis(), cursor.valueBits())).isNull();
        }
      }
    }
    assertThat(found).isEqualTo(naive.samples());
  }
}
