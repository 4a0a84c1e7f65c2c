package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Turns timelines into published blocks, one a block range for all timelines together.
 *
 * <p>A range is written when every timeline has passed its end, so timelines should advance side by
 * side: what one is ahead of the others is held in memory, in proportion to its changes. Add all
 * timelines before the first tick. No two timelines may hold a series with the same labels in one
 * range.
 *
 * <p>What grows beyond the policy's bound is written before its range has ended, as a block of its
 * own. A single timeline is cut wherever it stands. Several are cut where they stand together, as
 * the caller says by {@link #advancedTo}; between two such calls, each timeline may be driven by a
 * thread of its own.
 *
 * <p>Blocks can be written by other threads while timelines go on. They appear in the order of
 * ranges, with the same bytes, whoever writes them. What fails there reaches the caller at a later
 * tick, or at the end of the last timeline, which returns when all has been published.
 *
 * <p>After an exception a builder is of no further use; what was published before stays, and
 * nothing else is left behind once it is closed.
 */
public final class BlockBuilder implements Closeable {
  /** The part of the memory that a cut has to let go. */
  private static final int WORTH_A_CUT = 4;

  private final BlockPolicy policy;
  private final Supplier<Ulid> ulids;
  private final BlocksUnderWay underWay;
  private final List<Progress> timelines = new ArrayList<>();

  /** By the start of the range and the number of the timeline. */
  private final TreeMap<Long, TreeMap<Integer, RecordedRange>> waiting = new TreeMap<>();

  private long waitingBytes;
  private int timelineCount;

  /**
   * A builder that writes blocks in the caller's thread.
   *
   * @param directory where they appear, such as the data directory of a Prometheus
   * @param ulids names them
   */
  public BlockBuilder(
      Path directory, BlockPolicy policy, Supplier<Ulid> ulids, BlockListener listener) {
    this(directory, policy, ulids, listener, Runnable::run, 1);
  }

  /**
   * A builder that has blocks written elsewhere.
   *
   * @param directory where they appear, such as the data directory of a Prometheus
   * @param ulids names them; called in the thread of the timelines, as is the listener
   * @param executor writes them
   * @param atOnce so many are under way at most, if the policy's memory allows
   */
  public BlockBuilder(
      Path directory,
      BlockPolicy policy,
      Supplier<Ulid> ulids,
      BlockListener listener,
      Executor executor,
      int atOnce) {
    this.policy = policy;
    this.ulids = ulids;
    this.underWay =
        new BlocksUnderWay(new BlockWriter(directory, policy), executor, atOnce, listener);
  }

  /** Adds a timeline, whose ticks and series then go into the blocks. */
  public Timeline addTimeline() {
    return addTimeline(Long.MIN_VALUE);
  }

  /**
   * Adds a timeline.
   *
   * @param startMillis its samples before this time are left out
   */
  public synchronized Timeline addTimeline(long startMillis) {
    Progress progress = new Progress(timelineCount++, startMillis);
    timelines.add(progress);
    return progress.recorder;
  }

  /**
   * Says that no timeline has ticked at this time yet, or after it, and that none will tick before
   * it any more. Writes the ranges that have ended, and what is too much to hold.
   */
  public synchronized void advancedTo(long millis) throws IOException {
    long passed = Math.floorDiv(millis, policy.rangeMillis()) * policy.rangeMillis();
    for (Progress timeline : timelines) {
      if (timeline.reachedMillis < passed) {
        timeline.recorder.cut(millis);
        timeline.reachedMillis = passed;
      }
    }
    writeWaiting(passed);
    keepToMemory(millis);
  }

  /** About how many bytes are held that are not being written yet. */
  public synchronized long heldBytes() {
    long held = waitingBytes;
    for (Progress timeline : timelines) {
      held += timeline.recorder.heldBytes();
    }
    return held;
  }

  /** Waits until all blocks have appeared that are being written. */
  public synchronized void awaitBlocks() throws IOException {
    underWay.awaitAll();
  }

  /** Waits until nothing is being written. Ranges that have not ended are given up. */
  @Override
  public synchronized void close() {
    underWay.close();
  }

  private void writePassedRanges() throws IOException {
    long passed = Long.MAX_VALUE;
    for (Progress timeline : timelines) {
      passed = Math.min(passed, timeline.reachedMillis);
    }
    writeWaiting(passed);
    if (timelines.isEmpty()) {
      underWay.awaitAll();
    }
  }

  private void writeWaiting(long endMillis) throws IOException {
    while (!waiting.isEmpty() && waiting.firstKey() < endMillis) {
      List<RecordedRange> range = List.copyOf(waiting.pollFirstEntry().getValue().values());
      for (RecordedRange timeline : range) {
        waitingBytes -= timeline.heldBytes();
      }
      underWay.add(ulids.get().toString(), range);
    }
  }

  /**
   * When there is too much, waits until blocks under way are written, and then writes the rest. A
   * cut must be worth it: where open series take most of the memory, it would let go of little, and
   * blocks would get tiny. It does not depend on how fast blocks are written, so neither do they.
   */
  private void keepToMemory(long endMillis) throws IOException {
    long held = heldBytes();
    while (!underWay.isEmpty() && held + underWay.heldBytes() > policy.memoryBytes()) {
      underWay.awaitOldest();
    }
    if (held <= policy.memoryBytes()) {
      return;
    }
    long releasable = waitingBytes;
    for (Progress timeline : timelines) {
      releasable += timeline.recorder.releasableBytes();
    }
    if (releasable > policy.memoryBytes() / WORTH_A_CUT) {
      for (Progress timeline : timelines) {
        timeline.recorder.cut(endMillis);
      }
      writeWaiting(Long.MAX_VALUE);
    }
  }

  /** How far one timeline has come. */
  private final class Progress implements TimelineRecorder.Listener {
    private final int number;
    private final TimelineRecorder recorder;
    private long reachedMillis = Long.MIN_VALUE;

    Progress(int number, long startMillis) {
      this.number = number;
      this.recorder = new TimelineRecorder(policy.rangeMillis(), startMillis, this);
    }

    @Override
    public void rangeRecorded(RecordedRange range) {
      synchronized (BlockBuilder.this) {
        waiting
            .computeIfAbsent(range.rangeStartMillis(), start -> new TreeMap<>())
            .put(number, range);
        waitingBytes += range.heldBytes();
      }
    }

    @Override
    public void reached(long rangeStartMillis) throws IOException {
      synchronized (BlockBuilder.this) {
        reachedMillis = rangeStartMillis;
        if (rangeStartMillis == Long.MAX_VALUE) {
          timelines.remove(this);
        }
        writePassedRanges();
      }
    }

    @Override
    public void ticked(long timestampMillis) throws IOException {
      if (timelineCount == 1) {
        synchronized (BlockBuilder.this) {
          keepToMemory(timestampMillis + 1);
        }
      }
    }
  }
}
