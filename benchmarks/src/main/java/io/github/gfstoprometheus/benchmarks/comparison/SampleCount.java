package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.BlockSeries;
import io.github.gfstoprometheus.tsdb.block.SampleCursor;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.nio.file.Path;

/** How many samples there are, in Prometheus' sense: each live statistic at each tick. */
final class SampleCount {
  private SampleCount() {}

  /**
   * Of an archive, up to where it is damaged. Samples whose time is not later than that of the one
   * before cannot be samples of Prometheus.
   */
  static long ofArchive(Path archive) throws IOException {
    Counter counter = new Counter();
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      reader.readAll(counter);
    } catch (ArchiveException e) {
      // What stands before the damage counts.
      return counter.samples;
    }
    return counter.samples;
  }

  /** Of all blocks of a data directory, read sample by sample, stale markers left out. */
  static long ofBlocks(Path data) throws IOException {
    long samples = 0;
    for (BlockReader block : BlockReader.openAll(data)) {
      for (BlockSeries series : block.series()) {
        SampleCursor cursor = series.samples();
        while (cursor.next()) {
          samples += cursor.valueBits() == StaleMarker.BITS ? 0 : 1;
        }
      }
    }
    return samples;
  }

  private static final class Counter implements ArchiveVisitor {
    private long samples;
    private long live;
    private long lastMillis = Long.MIN_VALUE;

    @Override
    public void header(ArchiveHeader header) {
      live = 0;
    }

    @Override
    public void instanceCreated(ResourceInstance instance) {
      live += instance.type().statistics().size();
    }

    @Override
    public void instanceDeleted(ResourceInstance instance) {
      live -= instance.type().statistics().size();
    }

    @Override
    public void sample(Sample sample) {
      if (sample.timestampMillis() > lastMillis) {
        lastMillis = sample.timestampMillis();
        samples += live;
      }
    }
  }
}
