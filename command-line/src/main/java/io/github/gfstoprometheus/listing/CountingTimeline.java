package io.github.gfstoprometheus.listing;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A timeline that counts the samples that blocks would hold, and the bytes they would take. */
final class CountingTimeline implements Timeline {
  private static final long NONE = -1;

  private final long startMillis;
  private final ExpectedSize size = new ExpectedSize();
  private final Map<LabelSet, Series> known = new HashMap<>();
  private final List<Series> byNumber = new ArrayList<>();
  private final List<Series> closed = new ArrayList<>();
  private final BitSet free = new BitSet();

  /** The block ranges that have a sample, counted from the epoch. */
  private final BitSet ranges = new BitSet();

  private int openCount;
  private int sampledCount;
  private long samples;
  private long staleMarkers;

  /** How often it ticked, before its start and for markers too. */
  private long ticks;

  private long range = Long.MIN_VALUE;

  /** A series that is open, or was in the chunk at hand. */
  private static final class Series {
    final LabelSet labels;
    final int number;
    boolean isOpen;

    /** The tick that gave it its first sample since it was without, or will. */
    long sinceTick;

    /** The tick after which it was closed. */
    long closedTick = NONE;

    /** The block range in which it was last counted. */
    long countedRange = Long.MIN_VALUE;

    long valueBits;

    /** The bits of time before its first sample in the chunk at hand, or none. */
    long sinceBits = NONE;

    /** The bits of time up to the marker of its end, if it has one after its last sample. */
    long untilBits = NONE;

    /** Stands for when it began in the chunk at hand, and with which value. */
    long content;

    int changes;

    Series(LabelSet labels, int number) {
      this.labels = labels;
      this.number = number;
    }

    void beginChunk(long bits) {
      sinceBits = bits;
      untilBits = NONE;
      changes = 0;
      begin();
    }

    /** Not exactly: of two chunks in very many one would be taken for the other. */
    void begin() {
      content = (valueBits ^ (valueBits >>> 32)) * 0x9e3779b97f4a7c15L + sinceBits;
    }
  }

  /**
   * A timeline without series.
   *
   * @param startMillis samples before this time do not count
   */
  CountingTimeline(long startMillis) {
    this.startMillis = startMillis;
  }

  /** How many samples there were, markers not counted. */
  long samples() {
    return samples;
  }

  /** How often a series ended. */
  long staleMarkers() {
    return staleMarkers;
  }

  /** How many series had a sample when last any had one. */
  int sampledCount() {
    return sampledCount;
  }

  /** About how many bytes blocks would take, but for the fixed part of each. */
  long expectedBytes() {
    return size.bytes();
  }

  /** The block ranges that have a sample, counted from the epoch. */
  BitSet ranges() {
    return (BitSet) ranges.clone();
  }

  @Override
  public int open(LabelSet labels) {
    Series series = known.computeIfAbsent(labels, this::added);
    if (series.isOpen) {
      throw new IllegalStateException("series is open already: " + labels);
    }
    series.isOpen = true;
    series.untilBits = NONE;
    openCount++;
    boolean goesOn = series.closedTick == ticks && series.sinceTick < ticks;
    if (!goesOn) {
      series.sinceTick = ticks;
      series.valueBits = 0;
      if (series.sinceBits == NONE) {
        series.beginChunk(size.timeBits());
      }
    }
    return series.number;
  }

  private Series added(LabelSet labels) {
    int number = free.isEmpty() ? byNumber.size() : free.nextSetBit(0);
    Series series = new Series(labels, number);
    if (number == byNumber.size()) {
      byNumber.add(series);
    } else {
      free.clear(number);
      byNumber.set(number, series);
    }
    return series;
  }

  @Override
  public void set(int number, long valueBits) {
    Series series = byNumber.get(number);
    if (valueBits != series.valueBits) {
      series.valueBits = valueBits;
      if (series.sinceTick < ticks) {
        series.changes++;
      } else {
        series.begin();
      }
    }
  }

  @Override
  public void close(int number) {
    Series series = byNumber.get(number);
    series.isOpen = false;
    series.closedTick = ticks;
    openCount--;
    closed.add(series);
  }

  @Override
  public void tick(long timestampMillis) {
    boolean wanted = timestampMillis >= startMillis;
    if (wanted) {
      beginTick(timestampMillis);
      samples += openCount;
      sampledCount = openCount > 0 ? openCount : sampledCount;
    }
    for (Series series : closed) {
      tickClosed(series, wanted);
    }
    closed.clear();
    if (wanted) {
      size.tick(timestampMillis);
    }
    ticks++;
  }

  private void beginTick(long timestampMillis) {
    long tickRange = Math.floorDiv(timestampMillis, ExpectedSize.RANGE_MILLIS);
    if (tickRange != range || size.isChunkFull()) {
      endChunk();
    }
    range = tickRange;
    if (size.isChunkEmpty()) {
      beginChunk();
    }
  }

  /** Where a series was closed since the last tick, this one has its marker. */
  private void tickClosed(Series series, boolean wanted) {
    if (series.isOpen || series.closedTick != ticks) {
      return;
    }
    series.closedTick = NONE; // it may be in the list twice
    boolean sampled = series.sinceTick < ticks;
    if (!wanted) {
      forget(series);
    } else if (sampled) {
      staleMarkers++;
      size.marker();
      series.untilBits = size.timeBits();
      series.changes++;
    } else if (series.sinceBits == size.timeBits()) {
      series.sinceBits = NONE; // gone without a sample
    }
  }

  private void beginChunk() {
    for (Series series : List.copyOf(known.values())) {
      if (series.isOpen || (series.closedTick == ticks && series.sinceTick < ticks)) {
        series.beginChunk(0);
      } else {
        forget(series);
      }
    }
  }

  private void forget(Series series) {
    known.remove(series.labels);
    free.set(series.number);
  }

  private void endChunk() {
    for (Series series : known.values()) {
      boolean sampled = series.sinceBits != NONE && series.sinceBits < size.timeBits();
      if (sampled) {
        if (series.countedRange != range) {
          series.countedRange = range;
          ranges.set(Math.toIntExact(range));
          size.series();
        }
        long untilBits = series.untilBits == NONE ? size.timeBits() : series.untilBits;
        size.chunk(series.content, untilBits - series.sinceBits, series.changes);
      }
      series.sinceBits = NONE;
    }
    size.endChunk();
  }

  @Override
  public void end() {
    endChunk();
  }
}
