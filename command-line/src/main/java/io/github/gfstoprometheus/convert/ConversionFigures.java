package io.github.gfstoprometheus.convert;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a conversion did, and what it could not do. */
public final class ConversionFigures {
  private static final int MAX_CLASHES_TOLD = 20;

  private final long startMillis;
  private long ticks;
  private long ticksLost;
  private long ticksImpossible;
  private long changes;
  private long series;
  private long gaps;
  private long orphans;
  private final Set<String> nameClashes = new LinkedHashSet<>();
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;
  private long beginMillis = Long.MAX_VALUE;
  private long endMillis = Long.MIN_VALUE;

  /** Creates figures of nothing done. */
  public ConversionFigures() {
    this(Long.MIN_VALUE);
  }

  /** Creates figures of nothing done, to which ticks before a time do not count. */
  ConversionFigures(long startMillis) {
    this.startMillis = startMillis;
  }

  /** Samples of the archive that became ticks. */
  public long ticks() {
    return ticks;
  }

  /**
   * Samples of the archive that lay before or at the one before them and could not become ticks.
   */
  public long ticksLost() {
    return ticksLost;
  }

  /** Samples of the archive whose time is none that a member can have had. */
  public long ticksImpossible() {
    return ticksImpossible;
  }

  /** Values that the archive gave. */
  public long changes() {
    return changes;
  }

  /** Series of the instances; one whose name comes again after a deletion counts again. */
  public long series() {
    return series;
  }

  /** Gaps in time, at which series were marked stale. */
  public long gaps() {
    return gaps;
  }

  /** Instances left out because the archive never defined their type. */
  public long orphans() {
    return orphans;
  }

  /** Statistics whose metric needed a label to tell it apart, a line each; the first 20. */
  public List<String> nameClashes() {
    return List.copyOf(nameClashes);
  }

  /** The time of the first tick, in milliseconds since the epoch; without one, the largest long. */
  public long firstMillis() {
    return firstMillis;
  }

  /** The time of the last tick, in milliseconds since the epoch; without one, the smallest long. */
  public long lastMillis() {
    return lastMillis;
  }

  /** The time after the last sample, stale markers included; without one, the smallest long. */
  public long endMillis() {
    return endMillis;
  }

  /** The time of the first sample, stale markers included; without one, the largest long. */
  public long beginMillis() {
    return beginMillis;
  }

  void reach(long timestampMillis) {
    if (timestampMillis >= startMillis) {
      beginMillis = Math.min(beginMillis, timestampMillis);
      endMillis = timestampMillis + 1;
    }
  }

  void tick(long timestampMillis) {
    if (timestampMillis >= startMillis) {
      ticks++;
      firstMillis = Math.min(firstMillis, timestampMillis);
      lastMillis = timestampMillis;
    }
  }

  void tickLost() {
    ticksLost++;
  }

  void tickImpossible() {
    ticksImpossible++;
  }

  void changes(int count) {
    changes += count;
  }

  void series(int count) {
    series += count;
  }

  void gap() {
    gaps++;
  }

  void orphan() {
    orphans++;
  }

  void nameClash(String statistic, String metric, String label, String value) {
    if (nameClashes.size() < MAX_CLASHES_TOLD) {
      nameClashes.add(statistic + " is " + metric + "{" + label + "=\"" + value + "\"}");
    }
  }
}
