package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Feeds the archives of several members into their timelines together, a stretch of time after the
 * other: between two stretches, all of them stand at one time.
 */
public final class JointFeed implements Closeable {
  /** With more members than this, none keeps its archive open while others are read. */
  private static final int MAX_OPEN_ARCHIVES = 64;

  /** The part of the memory that a stretch may fill. */
  private static final int STRETCHES_IN_MEMORY = 16;

  private final Workers workers;
  private final Stretch stretch;
  private final List<Entrant> entrants = new ArrayList<>();
  private final List<ChainFeed> members = new ArrayList<>();

  private record Entrant(ChainConversion member, Timeline timeline) {}

  /** What the timelines record into. */
  public interface Target {
    /** About how many bytes it holds. */
    long heldBytes();

    /** No timeline has ticked at this time yet, or after it, and none will tick before it. */
    void advancedTo(long millis) throws IOException;

    /** What has been written so far. */
    Watcher.Written written();
  }

  /**
   * A feed without members.
   *
   * @param rangeMillis the members meet at each of its multiples since the epoch
   * @param memoryBytes what the target may hold
   */
  public JointFeed(Workers workers, long rangeMillis, long memoryBytes) {
    this.workers = workers;
    this.stretch = new Stretch(rangeMillis, memoryBytes / STRETCHES_IN_MEMORY);
  }

  /** Adds a member, whose archives are fed into this timeline. */
  public void add(ChainConversion member, Timeline timeline) {
    entrants.add(new Entrant(member, timeline));
  }

  /**
   * Feeds until all is done, or somebody wants it to end; can be called once.
   *
   * @return whether all is done
   * @throws IOException if the target fails; what is wrong with archives is told by their
   *     conversions
   */
  public boolean advance(Target target, Watcher watcher) throws IOException {
    boolean many = entrants.size() > MAX_OPEN_ARCHIVES;
    ChainFeed.Opening opening = many ? ArchiveSource::openSparingly : ArchiveSource::open;
    for (Entrant entrant : entrants) {
      members.add(entrant.member().begin(entrant.timeline(), opening));
    }
    List<ChainFeed> going = advance(members, Long.MIN_VALUE);
    while (!going.isEmpty()) {
      if (watcher.wantsEnd()) {
        return false;
      }
      long nextMillis = going.stream().mapToLong(ChainFeed::nextMillis).min().orElseThrow();
      long endMillis = stretch.endMillis(nextMillis);
      long heldBefore = target.heldBytes();
      going = advance(going, endMillis);
      stretch.recorded(target.heldBytes() - heldBefore);
      target.advancedTo(endMillis);
      watcher.advanced(
          new Watcher.Progress(
              members.stream().mapToLong(ChainFeed::bytesIn).sum(),
              endMillis,
              going.size(),
              target.written()));
    }
    return true;
  }

  /** Returns those that have more. */
  private List<ChainFeed> advance(List<ChainFeed> feeds, long beforeMillis) throws IOException {
    List<Callable<List<ChainFeed>>> tasks = new ArrayList<>();
    for (ChainFeed feed : feeds) {
      tasks.add(() -> feed.advance(beforeMillis) ? List.of(feed) : List.of());
    }
    List<ChainFeed> going = new ArrayList<>();
    workers.inOrder(tasks, going::addAll);
    return going;
  }

  /** Ends all timelines where they are. */
  public void breakOff() throws IOException {
    for (ChainFeed member : members) {
      member.breakOff();
    }
  }

  @Override
  public void close() {
    members.forEach(ChainFeed::close);
  }
}
