package io.github.gfstoprometheus.watch;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a watch has done since it began, and how it is. Any thread may ask. */
public final class WatchFigures {
  private final List<SinkFigures> sinks;
  private final AtomicLong archives = new AtomicLong();
  private final AtomicLong members = new AtomicLong();
  private final AtomicLong scannedMillis = new AtomicLong();

  /** Figures of nothing done. */
  public WatchFigures(List<SinkFigures> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  /** Those of each sink. */
  public List<SinkFigures> sinks() {
    return sinks;
  }

  /** How many archives there are now. */
  public long archives() {
    return archives.get();
  }

  /** How many members have written them. */
  public long members() {
    return members.get();
  }

  /**
   * When the directories were looked through last, in milliseconds since the epoch, or 0: a watch
   * that is well does it at every poll.
   */
  public long scannedMillis() {
    return scannedMillis.get();
  }

  void scanned(long archiveCount, long millis) {
    archives.set(archiveCount);
    scannedMillis.set(millis);
  }

  void joined(long memberCount) {
    members.set(memberCount);
  }
}
