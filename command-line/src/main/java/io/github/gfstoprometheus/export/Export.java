package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.DistinctMembers;
import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.IOException;
import java.util.List;

/**
 * Exports the archives of several members: a stretch of time of all of them after the other, so
 * that no sample lies further before one written earlier than a batch is long.
 */
public final class Export {
  private final SampleWriter writer;
  private long samples;

  private Export(SampleWriter writer) {
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
    DistinctMembers.require(conversions);
    Export export = new Export(writer);
    BatchPass pass = new BatchPass(settings, settings.memoryBytes(), writer);
    conversions.forEach(member -> pass.add(member, export::write));
    boolean whole = pass.run(workers, watcher);
    if (whole) {
      writer.finish();
    } else {
      writer.breakOff();
    }
    return new ExportReport(
        conversions.stream().map(MemberReport::converted).toList(),
        export.samples,
        writer.bytesOut(),
        1,
        whole);
  }

  private void write(Batch batch) throws IOException {
    samples += writer.samplesOf(batch);
    writer.write(batch);
  }
}
