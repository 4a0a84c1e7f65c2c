package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes samples series after series, each over all of its time. The series of a metric come
 * together, and those of a member within it.
 */
public interface SeriesWriter extends ExportWriter {
  /**
   * Says which metrics there are, before any series.
   *
   * @param metrics by their names
   */
  void begin(Map<String, MetricFacts> metrics) throws IOException;

  /** Says whose samples follow; no series comes twice. */
  void series(LabelSet labels) throws IOException;

  /**
   * Writes samples that have one value, at successive ticks. They are later than all that the
   * series had before.
   *
   * @param tickMillis the times of ticks; valid during the call
   * @param fromTick the first tick of a sample
   * @param endTick the first tick after it that is none's
   * @param valueBits the value as raw IEEE 754 bits; that of {@link
   *     io.github.gfstoprometheus.tsdb.timeline.StaleMarker#BITS} says that the series ends
   */
  void samples(long[] tickMillis, int fromTick, int endTick, long valueBits) throws IOException;

  @Override
  default ExportReport export(
      List<MemberArchives> members, ExportSettings settings, Workers workers, Watcher watcher)
      throws IOException {
    return SeriesOrderedExport.run(members, settings, this, workers, watcher);
  }
}
