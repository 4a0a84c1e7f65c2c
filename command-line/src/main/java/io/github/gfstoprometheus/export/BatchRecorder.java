package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/** Records what one member says, until it is taken as batches. */
final class BatchRecorder implements TimelineRecorder.Listener {
  private final ChainConversion member;
  private final ExportSettings settings;
  private final TimelineRecorder recorder;
  private final Queue<RecordedRange> recorded = new ArrayDeque<>();

  BatchRecorder(ChainConversion member, ExportSettings settings, long rangeMillis) {
    this.member = member;
    this.settings = settings;
    this.recorder = new TimelineRecorder(rangeMillis, member.startMillis(), this);
  }

  Timeline timeline() {
    return recorder;
  }

  /** About how many bytes are held that are let go of when batches are cut and taken. */
  long heldBytes() {
    return recorder.releasableBytes() + recorded.stream().mapToLong(RecordedRange::heldBytes).sum();
  }

  /** All that was recorded before this time, and nothing after it, can be taken from now on. */
  void cut(long millis) throws IOException {
    recorder.cut(millis);
  }

  /** Takes a batch. */
  @FunctionalInterface
  interface Taker {
    void take(Batch batch) throws IOException;
  }

  /** Hands over what was cut, or ended. */
  void takeAll(Taker taker) throws IOException {
    while (!recorded.isEmpty()) {
      try (RecordedRange range = recorded.remove()) {
        taker.take(
            new Batch(
                range.transpose(settings.toleranceMillis()),
                member.metrics(),
                settings.thinMillis()));
      }
    }
  }

  @Override
  public void rangeRecorded(RecordedRange range) {
    recorded.add(range);
  }

  @Override
  public void reached(long rangeStartMillis) {}

  @Override
  public void ticked(long timestampMillis) {}
}
