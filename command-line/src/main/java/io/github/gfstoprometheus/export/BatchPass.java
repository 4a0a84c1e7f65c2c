package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.JointFeed;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the archives of several members once, a stretch of time of all of them after the other, and
 * hands over what they said as batches.
 */
final class BatchPass implements JointFeed.Target {
  private static final long MEGABYTE = 1_000_000;

  private final ExportSettings settings;
  private final long memoryBytes;
  private final ExportWriter writer;
  private final List<Reading> readings = new ArrayList<>();

  private record Reading(
      ChainConversion member,
      Timeline timeline,
      BatchRecorder recorder,
      BatchRecorder.Taker taker) {}

  /**
   * A pass without members.
   *
   * @param memoryBytes about how much may be recorded before batches are cut short
   * @param writer where batches end up, whose bytes are told as progress
   */
  BatchPass(ExportSettings settings, long memoryBytes, ExportWriter writer) {
    this.settings = settings;
    this.memoryBytes = memoryBytes;
    this.writer = writer;
  }

  /** Adds a member, whose batches go to this taker. */
  void add(ChainConversion member, BatchRecorder.Taker taker) {
    BatchRecorder recorder = new BatchRecorder(member, settings, settings.batchMillis());
    readings.add(new Reading(member, recorder.timeline(), recorder, taker));
  }

  /** Adds a member, of which nothing counts that happened at this time or later. */
  void addUntil(long endMillis, ChainConversion member, BatchRecorder.Taker taker) {
    BatchRecorder recorder = new BatchRecorder(member, settings, settings.batchMillis());
    Timeline timeline = new TimelineUntil(endMillis, recorder.timeline());
    readings.add(new Reading(member, timeline, recorder, taker));
  }

  /**
   * Reads until all is done, or somebody wants it to end; what was read is handed over.
   *
   * @return whether all is done
   */
  boolean run(Workers workers, Watcher watcher) throws IOException {
    try (JointFeed feed = new JointFeed(workers, settings.batchMillis(), memoryBytes)) {
      readings.forEach(reading -> feed.add(reading.member(), reading.timeline()));
      boolean whole = feed.advance(this, watcher);
      if (!whole) {
        feed.breakOff();
      }
      handOver();
      return whole;
    }
  }

  @Override
  public long heldBytes() {
    return readings.stream().mapToLong(reading -> reading.recorder().heldBytes()).sum();
  }

  @Override
  public void advancedTo(long millis) throws IOException {
    boolean isBatch = Math.floorMod(millis, settings.batchMillis()) == 0;
    if (isBatch || heldBytes() > memoryBytes) {
      for (Reading reading : readings) {
        reading.recorder().cut(millis);
      }
      handOver();
    }
  }

  private void handOver() throws IOException {
    for (Reading reading : readings) {
      reading.recorder().takeAll(reading.taker());
    }
  }

  @Override
  public Watcher.Written written() {
    return written(writer);
  }

  /** What a writer has written, as progress. */
  static Watcher.Written written(ExportWriter writer) {
    return new Watcher.Written(writer.bytesOut() / MEGABYTE, "megabyte");
  }
}
