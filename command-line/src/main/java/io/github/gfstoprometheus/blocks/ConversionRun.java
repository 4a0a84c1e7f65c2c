package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.blocks.ConversionReport.State;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.block.BlockBuilder;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/** One conversion of one member's archives. */
final class ConversionRun implements BlockListener {
  private final DataDirectory data;
  private final Supplier<Ulid> ulids;

  /** Names that the ledger has, or is about to get, and no block yet. */
  private final Queue<Ulid> reserved = new ArrayDeque<>();

  private int named;

  /** The names of the blocks that have appeared. */
  private final List<String> published = new ArrayList<>();

  private LedgerEntry entry;

  /** What the ledger has of it. */
  private LedgerEntry entered;

  private long bytesOut;
  private long samples;
  private long chunks;

  ConversionRun(DataDirectory data, Supplier<Ulid> ulids, LedgerEntry entry) {
    this.data = data;
    this.ulids = ulids;
    this.entry = entry;
    this.entered = entry;
  }

  ConversionReport convert(
      ArchiveChain chain, ChainConversion conversion, BlockPolicy policy, Workers workers)
      throws IOException {
    try (BlockBuilder builder =
        new BlockBuilder(
            data.path(), policy, this::nextUlid, this, workers.encoders(), workers.jobs())) {
      conversion.into(builder.addTimeline());
    }
    boolean failed = conversion.figures().ticks() == 0 && !conversion.problems().isEmpty();
    if (!failed) {
      enter(entry.withBlocks(published).completed(conversion.problems()));
      data.removeSuperseded(entry);
    }
    return new ConversionReport(
        chain.sources().stream().map(ArchiveSource::name).toList(),
        failed ? State.FAILED : State.CONVERTED,
        conversion.figures(),
        new ConversionReport.Output(
            conversion.bytesIn(), bytesOut, published.size(), samples, chunks),
        conversion.remarks(),
        conversion.problems());
  }

  /**
   * Names are entered before their blocks are written: so many at a time as there are blocks
   * already, so that the ledger is not written again for each.
   */
  private Ulid nextUlid() {
    if (reserved.isEmpty()) {
      int count = Math.max(1, named);
      for (int i = 0; i < count; i++) {
        reserved.add(ulids.get());
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
  public void published(BlockMeta block, long sizeBytes) {
    entry = entry.reaching(block);
    published.add(block.ulid());
    bytesOut += sizeBytes;
    samples += block.samples();
    chunks += block.chunks();
  }

  private void enter(LedgerEntry changed) throws IOException {
    if (!changed.sources().isEmpty()) {
      data.replace(entered, changed);
    }
    entry = changed;
    entered = changed;
  }
}
