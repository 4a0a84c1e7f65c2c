package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.JointFeed;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.block.BlockBuilder;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** One conversion of several members, who advance together and share blocks. */
final class ConversionRun implements BlockListener {
  private final DataDirectory data;
  private final Supplier<Ulid> ulids;
  private final BlockPolicy policy;

  /** Names that the ledger has, or is about to get, and no block yet. */
  private final Queue<Ulid> reserved = new ArrayDeque<>();

  private int named;

  /** The names of the blocks that have appeared. */
  private final List<String> published = new ArrayList<>();

  private LedgerEntry entry;

  /** What the ledger has of it. */
  private LedgerEntry entered;

  private ConversionReport.Output output = ConversionReport.Output.NOTHING;
  private long reachedMillis = Long.MIN_VALUE;

  private ConversionRun(
      LedgerEntry entry, DataDirectory data, Supplier<Ulid> ulids, BlockPolicy policy) {
    this.entry = entry;
    this.entered = entry;
    this.data = data;
    this.ulids = ulids;
    this.policy = policy;
  }

  /** A run from the start. */
  static ConversionRun of(
      LedgerEntry begun, DataDirectory data, Supplier<Ulid> ulids, BlockPolicy policy) {
    return new ConversionRun(begun, data, ulids, policy);
  }

  /** A run that carries on with one that was ended before its time. */
  static ConversionRun carryingOn(
      DataDirectory.Unfinished before,
      DataDirectory data,
      Supplier<Ulid> ulids,
      BlockPolicy policy) {
    ConversionRun run = new ConversionRun(before.entry(), data, ulids, policy);
    run.published.addAll(before.names());
    run.entry = before.entry().withBlocks(before.names());
    run.reachedMillis = before.endMillis();
    return run;
  }

  /**
   * Converts until all is done, or somebody wants it to end; then all samples before {@link
   * #reached} are in blocks.
   *
   * @return whether all is done
   */
  boolean convert(List<ChainConversion> members, Workers workers, Watcher watcher)
      throws IOException {
    try (BlockBuilder builder =
            new BlockBuilder(
                data.path(), policy, this::nextUlid, this, workers.encoders(), workers.jobs());
        JointFeed feed = new JointFeed(workers, policy.rangeMillis(), policy.memoryBytes())) {
      for (ChainConversion member : members) {
        feed.add(member, builder.addTimeline(Math.max(reachedMillis, member.startMillis())));
      }
      boolean done = feed.advance(new Target(builder), watcher);
      if (!done && entry.members().isEmpty()) {
        feed.breakOff(); // what a later run cannot read again is written as far as it was read
      }
      builder.awaitBlocks();
      return done;
    }
  }

  /** Blocks, as what members are fed into. */
  private final class Target implements JointFeed.Target {
    private final BlockBuilder builder;

    Target(BlockBuilder builder) {
      this.builder = builder;
    }

    @Override
    public long heldBytes() {
      return builder.heldBytes();
    }

    @Override
    public void advancedTo(long millis) throws IOException {
      builder.advancedTo(millis);
    }

    @Override
    public Watcher.Written written() {
      return new Watcher.Written(output.blocks(), "block");
    }
  }

  /** Enters that all is done. */
  LedgerEntry complete(List<LedgerEntry.Member> converted) throws IOException {
    enter(entry.withBlocks(published).completed(converted));
    return entry;
  }

  /** What was written. */
  ConversionReport.Output output() {
    return output;
  }

  /** All samples before this time are in blocks that have appeared, if any has. */
  Optional<Instant> reached() {
    return published.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(reachedMillis));
  }

  /**
   * Names are entered before their blocks are written: so many at a time as there are blocks
   * already, so that the ledger is not written again for each.
   */
  private Ulid nextUlid() {
    if (reserved.isEmpty()) {
      int count = Math.max(1, named);
      while (reserved.size() < count) {
        Ulid ulid = ulids.get();
        if (!published.contains(ulid.toString())) {
          reserved.add(ulid);
        }
      }
    }
    named++;
    return reserved.remove();
  }

  @Override
  public void creating(String ulid) throws IOException {
    if (!entry.blocks().contains(ulid)) {
      List<String> names = new ArrayList<>(entry.blocks());
      names.add(ulid);
      reserved.forEach(name -> names.add(name.toString()));
      enter(entry.withBlocks(names));
    }
  }

  @Override
  public void empty(String ulid) {
    List<String> names = new ArrayList<>(entry.blocks());
    names.remove(ulid);
    entry = entry.withBlocks(names); // the ledger gets to know when it is written next
  }

  @Override
  public void published(BlockMeta block, long sizeBytes) {
    published.add(block.ulid());
    reachedMillis = Math.max(reachedMillis, block.endMillis());
    output =
        new ConversionReport.Output(
            output.bytes() + sizeBytes,
            output.blocks() + 1,
            output.samples() + block.samples(),
            output.chunks() + block.chunks());
  }

  private void enter(LedgerEntry changed) throws IOException {
    if (!changed.members().isEmpty()) {
      data.replace(entered, changed);
      entered = changed;
    }
    entry = changed;
  }
}
