package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveEnd;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.ReadFailure;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Feeds the archives of one member into a timeline, a stretch of time after the other, so that
 * several members can advance together. One archive is open at a time.
 */
public final class ChainFeed implements Closeable {
  private enum State {
    READING,
    FINISHING,
    ENDED
  }

  private final Iterator<ArchiveSource> sources;
  private final Opening opening;
  private final ArchiveConversion conversion;
  private final long endMillis;
  private final List<String> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private State state = State.READING;
  private long bytesOfClosed;

  /** What is being read, or null between two archives. */
  private ArchiveReader reader;

  private ArchiveSource source;

  /** How archives are opened. */
  @FunctionalInterface
  public interface Opening {
    /** Opens an archive from its start. */
    ArchiveReader open(ArchiveSource source) throws IOException;
  }

  ChainFeed(
      Iterable<ArchiveSource> sources,
      Opening opening,
      ArchiveConversion conversion,
      long endMillis) {
    this.sources = sources.iterator();
    this.opening = opening;
    this.conversion = conversion;
    this.endMillis = endMillis;
  }

  /**
   * Feeds what happened before a time.
   *
   * @return whether there is more
   * @throws IOException if the timeline fails; what is wrong with archives is a problem, no failure
   */
  public boolean advance(long beforeMillis) throws IOException {
    try {
      conversion.holdFrom(Math.min(beforeMillis, endMillis));
      while (state == State.READING && !conversion.isHolding()) {
        readOn();
      }
      if (state != State.ENDED && isAtEnd(beforeMillis)) {
        end();
      }
    } catch (TimelineException e) {
      throw e.getCause();
    }
    return state != State.ENDED;
  }

  /**
   * Ends the timeline where it is; what was not fed yet is given up.
   *
   * @throws IOException if the timeline fails
   */
  public void breakOff() throws IOException {
    if (state != State.ENDED) {
      closeReader();
      conversion.breakOff();
      state = State.ENDED;
    }
  }

  /** When that happens which {@link #advance} did not reach; there is more. */
  public long nextMillis() {
    return state == State.READING ? conversion.heldMillis() : conversion.finishMillis();
  }

  /** How many bytes have been read so far, compressed ones as they are. */
  public long bytesIn() {
    return bytesOfClosed + (reader == null ? 0 : reader.bytesRead());
  }

  /** Torn tails of the archives read so far. */
  List<String> remarks() {
    return remarks;
  }

  /** What was unreadable, malformed or refused so far. */
  List<String> problems() {
    return problems;
  }

  @Override
  public void close() {
    closeReader();
  }

  private boolean isAtEnd(long beforeMillis) {
    return state == State.FINISHING
        ? conversion.canFinish() || endMillis <= beforeMillis
        : endMillis <= beforeMillis;
  }

  private void end() throws IOException {
    closeReader();
    if (state == State.FINISHING && conversion.canFinish()) {
      conversion.finish();
    } else {
      conversion.breakOff();
    }
    state = State.ENDED;
  }

  /** Reads a token, or goes on to the next archive. */
  private void readOn() {
    try {
      if (reader == null) {
        if (!sources.hasNext()) {
          state = State.FINISHING;
          return;
        }
        source = sources.next();
        reader = opening.open(source);
      }
      if (!reader.next(conversion)) {
        tellEnd();
        closeReader();
      }
    } catch (ArchiveException e) {
      problems.add(e.getMessage());
      closeReader();
    } catch (IOException e) {
      problems.add(ReadFailure.describe(source.name(), e));
      closeReader();
    }
  }

  private void closeReader() {
    if (reader != null) {
      bytesOfClosed += reader.bytesRead();
      ArchiveReader read = reader;
      reader = null;
      try {
        read.close();
      } catch (IOException e) {
        problems.add(ReadFailure.describe(source.name(), e));
      }
    }
  }

  private void tellEnd() {
    ArchiveEnd end = ArchiveEnd.of(reader);
    end.problem().ifPresent(text -> problems.add(source.name() + ": " + text));
    end.remark().ifPresent(text -> remarks.add(source.name() + ": " + text));
  }
}
