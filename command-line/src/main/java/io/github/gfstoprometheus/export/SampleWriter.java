package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.IOException;
import java.util.List;

/** Writes samples as archives give them: a stretch of time after the other, of all series. */
public interface SampleWriter extends ExportWriter {
  /**
   * Writes a batch.
   *
   * @param batch has a sample at least; valid during the call
   */
  void write(Batch batch) throws IOException;

  /** How many samples of a batch it writes; formats without stale markers leave those out. */
  default long samplesOf(Batch batch) {
    return batch.sampleCount();
  }

  @Override
  default ExportReport export(
      List<MemberArchives> members, ExportSettings settings, Workers workers, Watcher watcher)
      throws IOException {
    return Export.run(members, settings, this, workers, watcher);
  }
}
