package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveEnd;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.ReadFailure;
import io.github.gfstoprometheus.members.Member;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Feeds the archives of a member that is still at work into a timeline, as far as they are written;
 * asked again, it goes on. It never ends the timeline: series of a member that is silent are marked
 * stale when its next sample shows that there was a gap.
 */
public final class LiveConversion implements Closeable {
  /** So many ticks after its end, an archive counts no more for what is told of a gap. */
  private static final int TICKS_TO_FORGET = SampleClock.REMEMBERED + 1;

  private final LiveChain chain;
  private final Listener listener;
  private final ConversionFigures figures;
  private final SeriesLabels labels;
  private final ArchiveConversion conversion;
  private final long endMillis;
  private final Deque<Departure> departures = new ArrayDeque<>();
  private long bytesOfClosed;

  /** What is being read, or null between two archives. */
  private ArchiveReader reader;

  /** What is being read or is to be opened, or null between two archives. */
  private ArchiveSource source;

  /** Hears what is worth knowing. */
  public interface Listener {
    /** An archive was read to its end, and the next one is there. */
    void finished(ArchiveSource archive, Optional<String> remark);

    /** Something was unreadable, malformed or refused: a sentence that begins with its name. */
    void problem(String text);
  }

  /** An archive that was read to its end. */
  private static final class Departure {
    private final ArchiveSource archive;
    private final long ticks;

    /** Null until the next archive has begun. */
    private Inheritance inheritance;

    Departure(ArchiveSource archive, long ticks) {
      this.archive = archive;
      this.ticks = ticks;
    }
  }

  /**
   * An archive that need not be read again once all that was fed so far is published.
   *
   * @param inheritance what counts for the next one
   */
  public record Finished(ArchiveSource archive, Inheritance inheritance) {}

  /**
   * A conversion before the first token.
   *
   * @param startMillis the first time that is wanted, and that the timeline takes
   * @param zone the member's time zone
   * @param inheritance what counts for the first archive
   */
  public LiveConversion(
      Member member,
      ConversionOptions options,
      long startMillis,
      ZoneId zone,
      LiveChain chain,
      Inheritance inheritance,
      Timeline timeline,
      Listener listener) {
    if (options.zeros() == Zeros.DROP) {
      throw new IllegalArgumentException(
          "which series are always zero is not known while archives are being written");
    }
    this.chain = chain;
    this.listener = listener;
    this.endMillis = options.window().endMillis(zone);
    this.figures = new ConversionFigures(startMillis);
    this.labels = new SeriesLabels(options.naming(), member, figures);
    this.conversion =
        new ArchiveConversion(
            timeline,
            labels,
            options.choice().chooser(),
            series -> true,
            TickSieve.before(startMillis, options.every().toMillis()),
            figures,
            ArchiveWitness.NONE);
    conversion.inherit(inheritance);
  }

  /**
   * Feeds what happened before a time, as far as it is written.
   *
   * @return when that happens which was held back; nothing if there is no more now
   * @throws IOException if the timeline fails; what is wrong with archives is told to the listener
   */
  public OptionalLong advance(long beforeMillis) throws IOException {
    try {
      conversion.holdFrom(Math.min(beforeMillis, endMillis));
      boolean more = true;
      while (more && !conversion.isHolding()) {
        more = readOn();
      }
    } catch (TimelineException e) {
      throw e.getCause();
    }
    return conversion.isHolding() && conversion.heldMillis() < endMillis
        ? OptionalLong.of(conversion.heldMillis())
        : OptionalLong.empty();
  }

  /** Reads a token, or goes on to the next archive; returns whether there may be more now. */
  private boolean readOn() throws IOException {
    try {
      if (reader == null) {
        if (source == null) {
          Optional<ArchiveSource> next = chain.next();
          if (next.isEmpty()) {
            return false;
          }
          source = next.get();
        }
        reader = source.open();
      }
      if (read()) {
        return true;
      }
      if (!chain.isComplete(reader.bytesRead())) {
        return false;
      }
      if (read()) {
        return true; // it came just before
      }
      ArchiveEnd end = ArchiveEnd.of(reader);
      end.problem().ifPresent(text -> listener.problem(source.name() + ": " + text));
      depart(end.remark());
      return true;
    } catch (ArchiveException | NoSuchFileException e) {
      listener.problem(
          e instanceof ArchiveException
              ? e.getMessage()
              : ReadFailure.describe(source.name(), e) + "; it was deleted before it was read");
      depart(Optional.empty());
      return true;
    } catch (IOException e) {
      listener.problem(ReadFailure.describe(source.name(), e) + "; it is tried again");
      return false;
    }
  }

  /** Reads a token, if there is one. */
  private boolean read() throws IOException {
    if (!reader.next(conversion)) {
      return false;
    }
    Departure last = departures.peekLast();
    if (last != null && last.inheritance == null) {
      last.inheritance = conversion.inheritance();
    }
    return true;
  }

  private void depart(Optional<String> remark) throws IOException {
    ArchiveSource departed = source;
    source = null;
    departures.add(new Departure(departed, conversion.ticks()));
    listener.finished(departed, remark);
    if (reader != null) {
      ArchiveReader read = reader;
      reader = null;
      bytesOfClosed += read.bytesRead();
      read.close();
    }
  }

  /**
   * The archives that need not be read again once all that was fed so far is published, each said
   * once. That is some ticks after the next one has begun: who begins with that is to tell the same
   * of the time between.
   */
  public Deque<Finished> takeFinished() {
    Deque<Finished> finished = new ArrayDeque<>();
    while (!departures.isEmpty() && isForgotten(departures.element())) {
      Departure departure = departures.remove();
      finished.add(
          new Finished(
              departure.archive,
              departure.inheritance == null ? Inheritance.NONE : departure.inheritance));
    }
    return finished;
  }

  private boolean isForgotten(Departure departure) {
    return conversion.ticks() >= departure.ticks + TICKS_TO_FORGET;
  }

  /** The labels that all series have in common. */
  public LabelSet memberLabels() {
    return labels.memberLabels();
  }

  /** What the archives fed so far say of the metrics of their series. */
  public MetricCatalog metrics() {
    return labels.metrics();
  }

  /** What the archives gave so far. */
  public ConversionFigures figures() {
    return figures;
  }

  /** How many bytes have been read so far, compressed ones as they are. */
  public long bytesIn() {
    return bytesOfClosed + (reader == null ? 0 : reader.bytesRead());
  }

  /** How many bytes of the archive at hand have been read. */
  public long bytesOfArchive() {
    return reader == null ? 0 : reader.bytesRead();
  }

  /** The archive at hand, if there is one. */
  public Optional<ArchiveSource> archive() {
    return reader == null ? Optional.empty() : Optional.of(source);
  }

  /** The time of the last tick that was read, wanted or not; 0 if there is none. */
  public long lastMillis() {
    return conversion.lastMillis();
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
