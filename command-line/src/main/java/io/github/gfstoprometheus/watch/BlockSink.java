package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.block.BlockDraft;
import io.github.gfstoprometheus.tsdb.block.BlockDrafts;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.block.HeadMarks;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Publishes blocks that never overlap: every flush interval one, which takes in small ones before
 * it as {@link LiveBlocks} says, and those that late samples belong to.
 */
final class BlockSink implements Sink, BlockListener {
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /** The part of the memory that what was recorded in a stretch may take. */
  private static final int STRETCHES_IN_MEMORY = 16;

  private final PublishedBlocks published;
  private final Settings settings;
  private final InstantSource clock;
  private final Journal journal;
  private final SinkFigures figures;
  private final BlockDrafts drafts;
  private final LiveMembers members;
  private final Catchup catchup;
  private LiveBlocks blocks;
  private long flushedMillis = Long.MIN_VALUE;
  private volatile boolean caughtUp;
  private volatile boolean brokenOff;

  /**
   * What a block sink wants.
   *
   * @param ulids names blocks
   * @param flushInterval how long samples wait until they are published
   */
  record Settings(
      ConversionOptions options,
      BlockPolicy policy,
      Supplier<Ulid> ulids,
      Duration flushInterval) {}

  /**
   * A sink that goes on where its directory says.
   *
   * @param published restored
   */
  BlockSink(
      PublishedBlocks published,
      Settings settings,
      Roster roster,
      Workers workers,
      InstantSource clock,
      SinkFigures figures,
      Journal journal)
      throws IOException {
    long rangeMillis = settings.policy().rangeMillis();
    this.published = published;
    this.settings = settings;
    this.clock = clock;
    this.journal = journal;
    this.figures = figures;
    this.drafts = new BlockDrafts(published.data(), settings.policy(), HeadMarks.HELD, this);
    this.members =
        new LiveMembers(roster, settings.options(), rangeMillis, clock, figures, journal);
    this.catchup =
        new Catchup(
            members, workers, rangeMillis, settings.policy().memoryBytes() / STRETCHES_IN_MEMORY);
    this.blocks = present();
  }

  private LiveBlocks present() throws IOException {
    LiveBlocks present = new LiveBlocks(settings.policy().rangeMillis());
    published.present().forEach(present::add);
    return present;
  }

  @Override
  public SinkFigures figures() {
    return figures;
  }

  @Override
  public void poll(long nowMillis) throws IOException {
    boolean isDue =
        nowMillis < flushedMillis // the clock was set back
            || nowMillis >= flushedMillis + settings.flushInterval().toMillis();
    members.admit(published.checkpoint());
    caughtUp = catchup.read(nowMillis - marginMillis(), millis -> readUpTo(millis, isDue));
    if (isDue) {
      flush(nowMillis);
    }
  }

  /**
   * Members are read up to a time some seconds ago: samples that come by then, of whichever member,
   * are no late ones, for which the block before would be written again.
   */
  private long marginMillis() {
    return Math.min(MARGIN.toMillis(), settings.flushInterval().toMillis() / 4);
  }

  /**
   * What is too much to hold is published at once, and so is a range that is over. It is not over
   * for members who still sample in it, with a clock that is behind: they wait until it is time.
   */
  private boolean readUpTo(long millis, boolean isDue) throws IOException {
    if (members.heldBytes() > settings.policy().memoryBytes()) {
      publish(members.cut());
    } else if (Math.floorMod(millis, settings.policy().rangeMillis()) == 0) {
      publish(members.cut(member -> member.readMillis() <= millis && (isDue || member.goesOn())));
    }
    return !brokenOff;
  }

  @Override
  public void finish(long nowMillis) throws IOException {
    members.admit(published.checkpoint());
    caughtUp = catchup.read(nowMillis, millis -> readUpTo(millis, true));
    flush(nowMillis);
  }

  private void flush(long nowMillis) throws IOException {
    publish(members.cut());
    forgetCompacted();
    for (List<BlockMeta> range :
        blocks.toCompact(nowMillis - settings.flushInterval().toMillis())) {
      publish(List.of(), range);
    }
    settle();
    flushedMillis = nowMillis;
  }

  private void publish(List<LiveMember.Cut> cuts) throws IOException {
    TreeMap<Long, List<LiveMember.Cut>> byRange = new TreeMap<>();
    for (LiveMember.Cut cut : cuts) {
      byRange.computeIfAbsent(cut.range().rangeStartMillis(), start -> new ArrayList<>()).add(cut);
    }
    for (List<LiveMember.Cut> range : byRange.values()) {
      long beginMillis =
          range.stream().mapToLong(cut -> cut.range().ticksBeginMillis()).min().orElseThrow();
      long endMillis =
          range.stream().mapToLong(cut -> cut.range().ticksEndMillis()).max().orElseThrow();
      // Ticks that are moved so far at most must not get into a block before, either.
      long toleranceMillis = settings.policy().toleranceMillis();
      publish(range, blocks.takenIn(beginMillis - toleranceMillis, endMillis));
    }
  }

  /** Blocks that Prometheus has compacted into its own, or deleted, are none of ours any more. */
  private void forgetCompacted() {
    for (BlockMeta block : blocks.all()) {
      if (!Files.isDirectory(published.data().resolve(block.ulid()))) {
        blocks.remove(block.ulid());
      }
    }
  }

  /** Publishes a block of new samples and of those of other blocks, which go. */
  private void publish(List<LiveMember.Cut> cuts, List<BlockMeta> replaced) throws IOException {
    Ulid ulid = settings.ulids().get();
    List<MemberProgress> progress = cuts.stream().map(LiveMember.Cut::progress).toList();
    published.enter(
        new Checkpoint.Publication(
            ulid.toString(), replaced.stream().map(BlockMeta::ulid).toList(), progress));
    try (BlockDraft draft = drafts.begin(ulid)) {
      for (BlockMeta block : replaced) {
        draft.replaceBlock(published.data().resolve(block.ulid()));
      }
      if (!cuts.isEmpty()) {
        draft.addRecorded(cuts.stream().map(LiveMember.Cut::range).toList());
      }
      if (draft.isEmpty()) {
        published.passed(progress);
        return;
      }
      BlockMeta block = draft.publish();
      replaced.forEach(old -> blocks.remove(old.ulid()));
      blocks.add(block);
      long before = replaced.stream().mapToLong(BlockMeta::samples).sum();
      figures.samples(block.samples() - before);
      tell(block, replaced, block.samples() - before);
    }
    published.published(blocks.names());
    members.leaveDone(published.checkpoint());
  }

  private void tell(BlockMeta block, List<BlockMeta> replaced, long samples) {
    journal.info(
        "block_published",
        "%s: a block from %s to %s, %d new samples%s"
            .formatted(
                block.ulid(),
                Instant.ofEpochMilli(block.minMillis()),
                Instant.ofEpochMilli(block.endMillis()),
                samples,
                replaced.isEmpty() ? "" : "; takes the place of " + replaced.size()),
        Map.of(
            "block", block.ulid(),
            "minMillis", block.minMillis(),
            "endMillis", block.endMillis(),
            "samples", samples,
            "series", block.series(),
            "replaced", replaced.size()));
  }

  @Override
  public void published(BlockMeta block, long sizeBytes) {
    figures.published(1, sizeBytes, clock.millis());
  }

  /** Lets Prometheus compact the blocks that its head cannot overlap with any more. */
  private void settle() {
    try {
      settlePersisted();
    } catch (IOException e) {
      // All is published; a block that is held for longer does no harm.
      figures.problem();
      journal.problem(
          "cannot_settle",
          Failure.describe(e) + "; blocks stay as they are, and Prometheus does not compact them",
          Map.of("sink", figures.sink()));
    }
  }

  private void settlePersisted() throws IOException {
    OptionalLong persisted = Blocks.persistedEndMillis(published.data());
    for (BlockMeta block : blocks.all()) {
      if (block.isHeld() && persisted.isPresent() && block.endMillis() <= persisted.getAsLong()) {
        Blocks.settle(published.data(), block.ulid());
        blocks.add(block.settled());
      }
    }
  }

  @Override
  public void reset() throws IOException {
    members.close();
    caughtUp = false;
    published.restore();
    blocks = present();
  }

  @Override
  public boolean hasCaughtUp() {
    return caughtUp;
  }

  @Override
  public void breakOff() {
    brokenOff = true;
  }

  @Override
  public void close() throws IOException {
    members.close();
  }
}
