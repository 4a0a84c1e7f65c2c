package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes samples in one format, and knows the order in which that format wants them. */
public interface ExportWriter extends Closeable {
  /**
   * Exports until all is done, or somebody wants it to end.
   *
   * @throws IOException if the writer fails, or the archives cannot be brought into its order; what
   *     is wrong with them is told in the report
   */
  ExportReport export(
      List<MemberArchives> members, ExportSettings settings, Workers workers, Watcher watcher)
      throws IOException;

  /** Says that all has been written: whatever shows that to a reader is written here. */
  void finish() throws IOException;

  /**
   * Says instead that no more will be written, though there is more. A reader can see it from the
   * format, if from any.
   */
  default void breakOff() throws IOException {}

  /** How many bytes have been written, before compression. */
  long bytesOut();

  /** Writes what is still held, and lets go of everything. */
  @Override
  void close() throws IOException;
}
