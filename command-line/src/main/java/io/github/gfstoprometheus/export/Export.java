package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.JointFeed;
import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Exports the archives of several members: a stretch of time of all of them after the other, so
 * that no sample lies further before one written earlier than a batch is long.
 */
public final class Export implements JointFeed.Target {
  private static final long MEGABYTE = 1_000_000;

  private final ExportSettings settings;
  private final SampleWriter writer;
  private final List<BatchRecorder> recorders = new ArrayList<>();
  private long samples;

  private Export(ExportSettings settings, SampleWriter writer) {
    this.settings = settings;
    this.writer = writer;
  }

  /**
   * Exports until all is done, or somebody wants it to end; then what was read is written.
   *
   * @throws IOException if the writer fails; what is wrong with the archives is told in the report
   */
  public static ExportReport run(
      List<MemberArchives> members,
      ExportSettings settings,
      SampleWriter writer,
      Workers workers,
      Watcher watcher)
      throws IOException {
    List<ChainConversion> conversions =
        members.stream().map(member -> ChainConversion.of(member, settings.options())).toList();
    return new Export(settings, writer).run(conversions, workers, watcher);
  }

  private ExportReport run(List<ChainConversion> members, Workers workers, Watcher watcher)
      throws IOException {
    boolean whole;
    try (JointFeed feed = new JointFeed(workers, settings.batchMillis(), settings.memoryBytes())) {
      for (ChainConversion member : members) {
        BatchRecorder recorder = new BatchRecorder(member, settings, settings.batchMillis());
        recorders.add(recorder);
        feed.add(member, recorder.timeline());
      }
      whole = feed.advance(this, watcher);
      if (!whole) {
        feed.breakOff();
      }
      writeRecorded();
    }
    if (whole) {
      writer.finish();
    } else {
      writer.breakOff();
    }
    return new ExportReport(
        members.stream().map(MemberReport::converted).toList(), samples, writer.bytesOut(), whole);
  }

  @Override
  public long heldBytes() {
    return recorders.stream().mapToLong(BatchRecorder::heldBytes).sum();
  }

  @Override
  public void advancedTo(long millis) throws IOException {
    boolean isBatch = Math.floorMod(millis, settings.batchMillis()) == 0;
    if (isBatch || heldBytes() > settings.memoryBytes()) {
      for (BatchRecorder recorder : recorders) {
        recorder.cut(millis);
      }
      writeRecorded();
    }
  }

  private void writeRecorded() throws IOException {
    for (BatchRecorder recorder : recorders) {
      recorder.takeAll(this::write);
    }
  }

  private void write(Batch batch) throws IOException {
    samples += batch.sampleCount();
    writer.write(batch);
  }

  @Override
  public Watcher.Written written() {
    return new Watcher.Written(writer.bytesOut() / MEGABYTE, "megabyte");
  }
}
