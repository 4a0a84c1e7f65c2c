package io.github.gfstoprometheus.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.convert.Inheritance;
import io.github.gfstoprometheus.tsdb.block.BlockDraft;
import io.github.gfstoprometheus.tsdb.block.BlockDrafts;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.block.HeadMarks;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known to be published, wherever a kill falls. */
class PublishedBlocksTest {
  private static final long RANGE = BlockPolicy.PROMETHEUS.rangeMillis();
  private static final long START = 1_000 * RANGE;

  @TempDir private Path data;
  private final Supplier<Ulid> ulids =
      Ulid.generator(InstantSource.fixed(Instant.ofEpochMilli(START)), new SplittableRandom(1));
  private PublishedBlocks blocks;

  @BeforeEach
  void open() throws IOException {
    blocks = restored();
  }

  /** What the next run finds. */
  private PublishedBlocks restored() throws IOException {
    PublishedBlocks next = new PublishedBlocks(data);
    next.restore();
    return next;
  }

  private static MemberProgress reached(long millis) {
    return new MemberProgress(
        "server-1",
        Optional.of("server"),
        List.of("/a/stats"),
        millis,
        List.of(),
        Inheritance.NONE);
  }

  private static long reachedMillis(PublishedBlocks found) {
    return found.checkpoint().member("server-1").map(MemberProgress::reachedMillis).orElse(0L);
  }

  /** A block that is not published yet, with ten ticks from so many seconds on. */
  private BlockDraft draft(Ulid ulid, int second, String... replaced) throws IOException {
    BlockDraft draft =
        new BlockDrafts(data, BlockPolicy.PROMETHEUS, HeadMarks.HELD, BlockListener.NONE)
            .begin(ulid);
    for (String block : replaced) {
      draft.replaceBlock(data.resolve(block));
    }
    draft.addRecorded(List.of(ticks(second)));
    return draft;
  }

  private static RecordedRange ticks(int second) throws IOException {
    List<RecordedRange> recorded = new ArrayList<>();
    TimelineRecorder timeline =
        new TimelineRecorder(
            RANGE,
            Long.MIN_VALUE,
            new TimelineRecorder.Listener() {
              @Override
              public void rangeRecorded(RecordedRange range) {
                recorded.add(range);
              }

              @Override
              public void reached(long rangeStartMillis) {}

              @Override
              public void ticked(long timestampMillis) {}
            });
    timeline.open(LabelSet.of(Map.of(LabelSet.METRIC_NAME, "up")));
    for (int i = 0; i < 10; i++) {
      timeline.tick(START + (second + i) * 1000L);
    }
    timeline.end();
    return recorded.get(0);
  }

  private static Checkpoint.Publication publication(Ulid ulid, int reached, String... replaced) {
    return new Checkpoint.Publication(
        ulid.toString(), List.of(replaced), List.of(reached(START + reached * 1000L)));
  }

  /** Publishes a block as a sink does, up to its end. */
  private String publish(int second, String... replaced) throws IOException {
    Ulid ulid = ulids.get();
    blocks.enter(publication(ulid, second + 10, replaced));
    try (BlockDraft draft = draft(ulid, second, replaced)) {
      draft.publish();
    }
    List<String> names = new ArrayList<>(blocks.checkpoint().blocks());
    names.removeAll(List.of(replaced));
    names.add(ulid.toString());
    blocks.published(names);
    return ulid.toString();
  }

  private List<String> names(PublishedBlocks found) throws IOException {
    return found.present().stream().map(BlockMeta::ulid).toList();
  }

  private void demandClean(String... expected) throws IOException {
    try (var files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("gfs-to-prometheus.watch.json"))
          .containsExactlyInAnyOrder(expected);
    }
  }

  @Test
  void aNewDirectoryHasNothing() throws IOException {
    assertThat(blocks.checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(blocks.present()).isEmpty();
  }

  @Test
  void whatWasPublishedIsKnownToTheNextRun() throws IOException {
    String first = publish(0);
    String second = publish(10, first);
    PublishedBlocks found = restored();
    assertThat(names(found)).containsExactly(second);
    assertThat(found.checkpoint()).isEqualTo(blocks.checkpoint());
    assertThat(reachedMillis(found)).isEqualTo(START + 20_000);
    demandClean(second);
  }

  @Test
  void killedBeforeTheBlockWasBegunNothingIsPublished() throws IOException {
    String first = publish(0);
    blocks.enter(publication(ulids.get(), 20, first));
    PublishedBlocks found = restored();
    assertThat(found.checkpoint().next()).isEmpty();
    assertThat(reachedMillis(found)).isEqualTo(START + 10_000);
    assertThat(names(found)).containsExactly(first);
    demandClean(first);
  }

  @Test
  void killedWhileTheBlockIsWrittenItsRestIsClearedAway() throws IOException {
    String first = publish(0);
    Ulid ulid = ulids.get();
    blocks.enter(publication(ulid, 20, first));
    draft(ulid, 10, first); // never closed, as nobody is there to do so
    assertThat(data.toFile().list()).hasSize(3);
    PublishedBlocks found = restored();
    assertThat(reachedMillis(found)).isEqualTo(START + 10_000);
    assertThat(names(found)).containsExactly(first);
    demandClean(first);
  }

  @Test
  void killedAfterTheRenameTheBlockIsPublishedAndWhatItReplacesGoes() throws IOException {
    String first = publish(0);
    String second = publish(10);
    Ulid ulid = ulids.get();
    blocks.enter(publication(ulid, 30, first, second));
    try (BlockDraft draft = draft(ulid, 20, first, second)) {
      draft.publish();
    }
    PublishedBlocks found = restored();
    assertThat(reachedMillis(found)).isEqualTo(START + 30_000);
    assertThat(found.checkpoint().next()).isEmpty();
    assertThat(names(found)).containsExactly(ulid.toString());
    demandClean(ulid.toString());
    assertThat(names(restored())).containsExactly(ulid.toString());
  }

  @Test
  void killedAfterSomeDeletionsTheOthersFollow() throws IOException {
    String first = publish(0);
    String second = publish(10);
    Ulid ulid = ulids.get();
    blocks.enter(publication(ulid, 30, first, second));
    try (BlockDraft draft = draft(ulid, 20, first, second)) {
      draft.publish();
    }
    Blocks.delete(data, first);
    Files.move(data.resolve(second), data.resolve(second + ".tmp-for-deletion"));
    PublishedBlocks found = restored();
    assertThat(names(found)).containsExactly(ulid.toString());
    demandClean(ulid.toString());
  }

  @Test
  void killedAgainWhileItIsRestoredItIsRestoredAllTheSame() throws IOException {
    String first = publish(0);
    Ulid ulid = ulids.get();
    blocks.enter(publication(ulid, 20, first));
    try (BlockDraft draft = draft(ulid, 10, first)) {
      draft.publish();
    }
    PublishedBlocks once = restored();
    PublishedBlocks twice = restored();
    assertThat(twice.checkpoint()).isEqualTo(once.checkpoint());
    // What is entered next must not forget that the block before is published.
    twice.enter(publication(ulids.get(), 30));
    assertThat(reachedMillis(restored())).isEqualTo(START + 20_000);
    assertThat(names(restored())).containsExactly(ulid.toString());
  }

  @Test
  void aBlockThatPrometheusHasCompactedIsPublishedThoughItsNameIsGone() throws IOException {
    String first = publish(0);
    Ulid ulid = ulids.get();
    blocks.enter(publication(ulid, 20, first));
    try (BlockDraft draft = draft(ulid, 10, first)) {
      draft.publish();
    }
    String compacted = ulids.get().toString();
    Path meta = data.resolve(ulid.toString()).resolve("meta.json");
    String json = Files.readString(meta);
    Files.writeString(
        meta, json.replaceFirst("(\"ulid\"\\s*:\\s*\")[0-9A-Z]{26}", "$1" + compacted));
    Files.move(data.resolve(ulid.toString()), data.resolve(compacted));
    assertThat(Files.readString(data.resolve(compacted).resolve("meta.json")))
        .contains(ulid.toString());
    PublishedBlocks found = restored();
    assertThat(reachedMillis(found)).isEqualTo(START + 20_000);
    assertThat(found.checkpoint().next()).isEmpty();
    assertThat(found.present()).isEmpty(); // not ours any more
    demandClean(compacted);
  }

  @Test
  void withoutSamplesAMemberHasComeFurtherAllTheSame() throws IOException {
    String first = publish(0);
    Checkpoint.Publication empty = publication(ulids.get(), 20);
    blocks.enter(empty);
    blocks.passed(empty.members());
    PublishedBlocks found = restored();
    assertThat(reachedMillis(found)).isEqualTo(START + 20_000);
    assertThat(found.checkpoint()).isEqualTo(blocks.checkpoint());
    assertThat(names(found)).containsExactly(first);
  }

  @Test
  void blocksOfOthersAreNeitherCountedNorTouched() throws IOException {
    String own = publish(0);
    Ulid other = ulids.get();
    try (BlockDraft draft = draft(other, 100)) {
      draft.publish();
    }
    PublishedBlocks found = restored();
    assertThat(names(found)).containsExactly(own);
    demandClean(own, other.toString());
  }

  @Test
  void aCheckpointThatCannotBeReadIsNoReasonToPublishAllAgain() throws IOException {
    publish(0);
    Path file = data.resolve("gfs-to-prometheus.watch.json");
    Files.writeString(file, "{");
    assertThatThrownBy(this::restored)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("restore the file");
    assertThat(file).hasContent("{");
  }
}
