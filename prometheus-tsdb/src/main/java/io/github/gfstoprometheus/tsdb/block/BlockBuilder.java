package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Turns timelines into published blocks, one a block range for all timelines together.
 *
 * <p>A range is written when every timeline has passed its end, so timelines should advance side by
 * side: what one is ahead of the others is held in memory, in proportion to its changes. What grows
 * beyond the policy's bound is written before its range has ended, as a block of its own. Add all
 * timelines before the first tick. No two timelines may hold a series with the same labels in one
 * range.
 *
 * <p>A builder is used by one thread at a time. After an exception it is of no further use; what
 * was published before stays, and nothing else is left behind.
 */
public final class BlockBuilder {
  /** The part of the memory that a cut has to let go. */
  private static final int WORTH_A_CUT = 4;

  private final BlockPolicy policy;
  private final BlockWriter writer;
  private final List<Progress> timelines = new ArrayList<>();
  private final TreeMap<Long, List<RangeRuns>> waiting = new TreeMap<>();

  /**
   * A builder of blocks in a directory, such as the data directory of a Prometheus.
   *
   * @param ulids names the blocks
   */
  public BlockBuilder(
      Path directory, BlockPolicy policy, Supplier<Ulid> ulids, BlockListener listener) {
    this.policy = policy;
    this.writer = new BlockWriter(directory, policy, ulids, listener);
  }

  /** Adds a timeline, whose ticks and series then go into the blocks. */
  public Timeline addTimeline() {
    Progress progress = new Progress();
    timelines.add(progress);
    return progress.recorder;
  }

  private void writePassedRanges() throws IOException {
    long passed = Long.MAX_VALUE;
    for (Progress timeline : timelines) {
      passed = Math.min(passed, timeline.reachedMillis);
    }
    writeWaiting(passed);
  }

  private void writeWaiting(long endMillis) throws IOException {
    while (!waiting.isEmpty() && waiting.firstKey() < endMillis) {
      Map.Entry<Long, List<RangeRuns>> range = waiting.pollFirstEntry();
      writer.write(range.getValue());
    }
  }

  /**
   * Writes what there is when it has grown too much. A cut must be worth it: where open series take
   * most of the memory, it would let go of little, and blocks would get tiny.
   */
  private void keepToMemory() throws IOException {
    long held = 0;
    long releasable = 0;
    for (Progress timeline : timelines) {
      held += timeline.recorder.heldBytes();
      releasable += timeline.recorder.releasableBytes();
    }
    if (held > policy.memoryBytes() && releasable > policy.memoryBytes() / WORTH_A_CUT) {
      for (Progress timeline : timelines) {
        timeline.recorder.cut();
      }
      writeWaiting(Long.MAX_VALUE);
    }
  }

  /** How far one timeline has come. */
  private final class Progress implements TimelineRecorder.Listener {
    private final TimelineRecorder recorder = new TimelineRecorder(policy.rangeMillis(), this);
    private long reachedMillis = Long.MIN_VALUE;

    @Override
    public void rangeRecorded(RangeRuns runs) {
      waiting.computeIfAbsent(runs.rangeStartMillis(), start -> new ArrayList<>()).add(runs);
    }

    @Override
    public void reached(long rangeStartMillis) throws IOException {
      reachedMillis = rangeStartMillis;
      if (rangeStartMillis == Long.MAX_VALUE) {
        timelines.remove(this);
      }
      writePassedRanges();
    }

    @Override
    public void ticked() throws IOException {
      keepToMemory();
    }
  }
}
