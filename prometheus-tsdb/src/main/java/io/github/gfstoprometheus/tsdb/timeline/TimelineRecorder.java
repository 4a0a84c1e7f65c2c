package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A timeline that records its changes and hands them over, series-major, at the end of each block
 * range. Memory grows with the series alive and the changes of one range, never with the ticks
 * recorded so far.
 */
public final class TimelineRecorder implements Timeline {
  /** Takes what was recorded. */
  public interface Listener {
    /** The timeline has left a range in which it had ticks, or was cut: this is the rest of it. */
    void rangeRecorded(RecordedRange range) throws IOException;

    /** The timeline has come as far as this, and what it holds back begins no earlier. */
    void reached(long rangeStartMillis) throws IOException;

    /** The timeline has ticked, and may hold more than before. */
    void ticked(long timestampMillis) throws IOException;
  }

  /** About what a change takes: an entry of the log, which is copied when it grows. */
  private static final long CHANGE_BYTES = 24;

  /** About what a series takes until its block is written: labels, tables, order and postings. */
  private static final long SERIES_BYTES = 600;

  /** Two hours of a member have some hundred thousand entries. */
  private static final int MAX_RECYCLED_ENTRIES = 1 << 20;

  /** What the two reserved NaNs become when they are set as values. */
  private static final long NAN_BITS = Double.doubleToRawLongBits(Double.NaN);

  /** So many entries of a time that is not wanted may gather before they are let go. */
  private static final int MAX_UNWANTED_ENTRIES = 1 << 16;

  private final long rangeMillis;
  private final long startMillis;
  private final int mostKeptEntries;
  private final Listener listener;

  /** Logs whose ranges are closed, to be filled again. */
  private final Queue<RangeLog> usedLogs = new ConcurrentLinkedQueue<>();

  private RangeLog log = new RangeLog();

  /** How many entries of the log carry a value over from the range before. */
  private int carried;

  private final Map<LabelSet, Integer> slotOf = new HashMap<>();
  private final SlotTable slots = new SlotTable();
  private long rangeStartMillis = Long.MIN_VALUE;

  /** No tick of what is recorded now was before this time. */
  private long firstMillis = Long.MIN_VALUE;

  private long lastTickMillis = Long.MIN_VALUE;
  private boolean ended;

  /**
   * Creates a timeline without series, which uses the memory of a range again for the next.
   *
   * @param rangeMillis the length of a block range; ranges begin at its multiples since the epoch
   * @param startMillis samples before this time are left out
   */
  public TimelineRecorder(long rangeMillis, long startMillis, Listener listener) {
    this(rangeMillis, startMillis, MAX_RECYCLED_ENTRIES, listener);
  }

  /**
   * Creates a timeline without series.
   *
   * @param rangeMillis the length of a block range; ranges begin at its multiples since the epoch
   * @param startMillis samples before this time are left out
   * @param mostKeptEntries memory with room for more changes is not kept for the next range
   */
  public TimelineRecorder(
      long rangeMillis, long startMillis, int mostKeptEntries, Listener listener) {
    this.rangeMillis = rangeMillis;
    this.startMillis = startMillis;
    this.mostKeptEntries = mostKeptEntries;
    this.listener = listener;
  }

  @Override
  public int open(LabelSet labels) {
    if (labels.size() == 0) {
      throw new IllegalArgumentException("a series needs a label: Prometheus takes none without");
    }
    Integer known = slotOf.get(labels);
    int slot = known == null ? slots.take(labels) : known;
    if (known == null) {
      slotOf.put(labels, slot);
    }
    slots.open(slot, log.ticks());
    log.append(slot, 0);
    return slot;
  }

  @Override
  public void set(int series, long valueBits) {
    boolean reserved = valueBits == StaleMarker.BITS || valueBits == RangeLog.ABSENT;
    long bits = reserved ? NAN_BITS : valueBits;
    slots.set(series, bits);
    log.append(series, bits);
  }

  @Override
  public void close(int series) {
    boolean sampled = slots.close(series, log.ticks());
    log.append(series, sampled ? StaleMarker.BITS : RangeLog.ABSENT);
  }

  @Override
  public void tick(long timestampMillis) throws IOException {
    if (timestampMillis <= lastTickMillis) {
      throw new IllegalArgumentException(
          "tick at " + timestampMillis + " ms is not later than that at " + lastTickMillis + " ms");
    }
    if (ended) {
      throw new IllegalStateException("tick after the timeline's end");
    }
    if (timestampMillis < startMillis) {
      tickUnwanted(timestampMillis);
      return;
    }
    if (lastTickMillis < startMillis) {
      forgetLog();
    }
    long range = Math.floorDiv(timestampMillis, rangeMillis) * rangeMillis;
    if (range != rangeStartMillis) {
      seal(rangeStartMillis + rangeMillis);
      rangeStartMillis = range;
      firstMillis = Math.max(firstMillis, Math.max(range, startMillis));
      listener.reached(range);
    }
    lastTickMillis = timestampMillis;
    log.tick(timestampMillis);
    listener.ticked(timestampMillis);
  }

  private void tickUnwanted(long timestampMillis) {
    lastTickMillis = timestampMillis;
    log.tick(timestampMillis);
    if (log.entries() - carried > MAX_UNWANTED_ENTRIES) {
      forgetLog();
    }
  }

  /** Keeps how the series go on from here, and nothing of what was before. */
  private void forgetLog() {
    int ticks = log.ticks();
    log.clear();
    slots.restart(ticks, slotOf::remove, log);
    carried = log.entries();
  }

  /** About how many bytes the timeline holds. */
  public long heldBytes() {
    return releasableBytes() + slots.openCount() * SERIES_BYTES;
  }

  /** About how many of them a {@link #cut} would let go. */
  public long releasableBytes() {
    return (log.entries() - carried) * CHANGE_BYTES + slots.closedCount() * SERIES_BYTES;
  }

  /**
   * Hands over what there is, even if its range has not ended; the rest is to follow.
   *
   * @param endMillis a time after the last tick, and not after any that follows
   */
  public void cut(long endMillis) throws IOException {
    if (endMillis <= lastTickMillis) {
      throw new IllegalArgumentException(
          "cut at " + endMillis + " ms, not after the tick at " + lastTickMillis + " ms");
    }
    if (log.ticks() == 0) {
      forgetLog(); // of what was said since the last tick, only the last counts
    } else if (lastTickMillis >= startMillis) {
      seal(Math.min(endMillis, rangeStartMillis + rangeMillis));
    }
    if (lastTickMillis >= startMillis) {
      firstMillis = Math.max(firstMillis, endMillis);
    }
  }

  @Override
  public void end() throws IOException {
    if (!ended) {
      ended = true;
      if (lastTickMillis >= startMillis) {
        seal(rangeStartMillis + rangeMillis);
      }
      listener.reached(Long.MAX_VALUE);
    }
  }

  /**
   * Hands over what there is.
   *
   * @param endMillis a time after its last tick, and not after any that follows
   */
  private void seal(long endMillis) throws IOException {
    if (log.ticks() == 0) {
      return;
    }
    RangeLog full = log;
    LabelSet[] labels = slots.labels();
    RangeLog used = usedLogs.poll();
    log = used == null ? new RangeLog() : used;
    log.clear();
    slots.restart(full.ticks(), slotOf::remove, log);
    carried = log.entries();
    listener.rangeRecorded(
        new RecordedRange(rangeStartMillis, firstMillis, endMillis, labels, full, this::recycle));
  }

  /** Large ones are left to the collector: kept in number, they would take all memory. */
  private void recycle(RangeLog log) {
    if (log.capacity() <= mostKeptEntries) {
      usedLogs.add(log);
    }
  }
}
