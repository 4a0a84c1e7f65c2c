package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.blocks.ConversionReport.State;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.pipeline.HandoverTimeline;
import io.github.gfstoprometheus.tsdb.block.BlockBuilder;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import java.io.IOException;

/**
 * One conversion of one member's archives. Two threads work on it: this one reads and names, the
 * one of the hand-over builds blocks and calls the listener; neither looks at what the other has
 * before the timeline's end.
 */
final class ConversionRun implements BlockListener {
  private final DataDirectory data;
  private final BlockConversion.Settings settings;
  private LedgerEntry entry;

  /** What the ledger has of it. */
  private LedgerEntry entered;

  private long bytesOut;
  private long blocks;
  private long samples;
  private long chunks;

  ConversionRun(DataDirectory data, BlockConversion.Settings settings, LedgerEntry entry) {
    this.data = data;
    this.settings = settings;
    this.entry = entry;
    this.entered = entry;
  }

  ConversionReport convert(ArchiveChain chain, ChainConversion conversion) throws IOException {
    BlockBuilder builder = new BlockBuilder(data.path(), settings.policy(), settings.ulids(), this);
    try (HandoverTimeline timeline =
        new HandoverTimeline(builder.addTimeline(), settings.batchSize())) {
      conversion.into(timeline);
    }
    boolean failed = conversion.figures().ticks() == 0 && !conversion.problems().isEmpty();
    if (!failed) {
      enter(entry.completed(conversion.problems()));
      data.removeSuperseded(entry);
    }
    return new ConversionReport(
        chain.sources().stream().map(ArchiveSource::name).toList(),
        failed ? State.FAILED : State.CONVERTED,
        conversion.figures(),
        new ConversionReport.Output(conversion.bytesIn(), bytesOut, blocks, samples, chunks),
        conversion.remarks(),
        conversion.problems());
  }

  @Override
  public void creating(String ulid) throws IOException {
    enter(entry.withBlock(ulid));
  }

  @Override
  public void published(BlockMeta block, long sizeBytes) {
    entry = entry.reaching(block);
    blocks++;
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
