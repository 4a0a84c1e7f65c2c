package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.members.Member;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Feeds the archives of one member into a timeline, one after the other. An archive that is damaged
 * or none, or cannot be read, ends where it does; what it held before and the archives after it are
 * fed all the same.
 */
public final class ChainConversion {
  private final ArchiveChain chain;
  private final ConversionOptions options;
  private final Member member;
  private final ZoneId zone;
  private final Predicate<LabelSet> among;
  private final ConversionFigures figures;
  private final SeriesLabels labels;

  /** What reads the archives, once that has begun. */
  private ChainFeed feed;

  private ChainConversion(
      ArchiveChain chain,
      ConversionOptions options,
      Member member,
      ZoneId zone,
      Predicate<LabelSet> among) {
    this.chain = chain;
    this.options = options;
    this.member = member;
    this.zone = zone;
    this.among = among;
    this.figures = new ConversionFigures(options.window().startMillis(zone));
    this.labels = new SeriesLabels(options.naming(), member, figures);
  }

  /**
   * A conversion of a member's archives.
   *
   * @param options how series are called, but for the member's name: who surveyed the archives has
   *     asked them for it
   */
  public static ChainConversion of(MemberArchives archives, ConversionOptions options) {
    return of(archives, options, series -> true);
  }

  /**
   * A conversion of some of a member's series.
   *
   * @param among says which of those that the options choose
   */
  public static ChainConversion of(
      MemberArchives archives, ConversionOptions options, Predicate<LabelSet> among) {
    ArchiveChain chain = archives.chain();
    return new ChainConversion(chain, options, archives.member(), MemberZone.of(chain), among);
  }

  /** The first time that is wanted, in milliseconds since the epoch; timelines begin here. */
  public long startMillis() {
    return options.window().startMillis(zone);
  }

  /** The first time that is not wanted any more, in milliseconds since the epoch. */
  public long endMillis() {
    return options.window().endMillis(zone);
  }

  /** What the member is called. */
  public String memberName() {
    return labels.memberName();
  }

  /** The names of the archives. */
  public List<String> archives() {
    return chain.sources().stream().map(ArchiveSource::name).toList();
  }

  /** The labels that all series have in common. */
  public LabelSet memberLabels() {
    return labels.memberLabels();
  }

  /** What the archives fed so far say of the metrics of their series. */
  public MetricCatalog metrics() {
    return labels.metrics();
  }

  /**
   * Feeds all archives; instead of {@link #begin}.
   *
   * @throws IOException if the timeline fails
   */
  public void into(Timeline timeline) throws IOException {
    into(timeline, ArchiveWitness.NONE);
  }

  /**
   * The same, before the eyes of a witness.
   *
   * @throws IOException if the timeline fails
   */
  public void into(Timeline timeline, ArchiveWitness witness) throws IOException {
    try (ChainFeed all = begin(timeline, witness::open, witness)) {
      all.advance(Long.MAX_VALUE);
    }
  }

  /**
   * Begins to feed the archives into a timeline; can be called once.
   *
   * @param timeline leaves out what is before {@link #startMillis}
   */
  public ChainFeed begin(Timeline timeline, ChainFeed.Opening opening) {
    return begin(timeline, opening, ArchiveWitness.NONE);
  }

  private ChainFeed begin(Timeline timeline, ChainFeed.Opening opening, ArchiveWitness witness) {
    feed =
        new ChainFeed(
            chain.sources(),
            opening,
            new ArchiveConversion(
                timeline,
                labels,
                options.choice().chooser(),
                wanted(),
                new TickSieve(options.every().toMillis()),
                figures,
                witness),
            endMillis());
    return feed;
  }

  private Predicate<LabelSet> wanted() {
    return options.zeros() == Zeros.KEEP ? among : among.and(new SeriesThatMatter());
  }

  /** Those that are not always zero; the archives are read for them when the first one is asked. */
  private final class SeriesThatMatter implements Predicate<LabelSet> {
    private Optional<NonZeroSeries> known = Optional.empty();

    @Override
    public boolean test(LabelSet series) {
      if (known.isEmpty()) {
        known = Optional.of(read());
      }
      return known.get().contains(series);
    }

    private NonZeroSeries read() {
      NonZeroSeries nonZero = new NonZeroSeries();
      ConversionOptions all = ConversionOptions.of(options.naming()).withChoice(options.choice());
      try {
        new ChainConversion(chain, all, member, zone, among).into(nonZero);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return nonZero;
    }
  }

  /** What the archives gave. */
  public ConversionFigures figures() {
    return figures;
  }

  /** The ends of torn archives so far, each with the name of its archive. */
  public List<String> tornEnds() {
    return List.copyOf(feed.remarks());
  }

  /** What was unreadable, malformed or refused so far, each with the name of its archive. */
  public List<String> damages() {
    return List.copyOf(feed.problems());
  }

  /** What is worth knowing: torn tails, gaps, clashing names. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(feed.remarks());
    String name = memberName();
    figures.nameClashes().forEach(clash -> remarks.add(name + ": told apart by a label: " + clash));
    if (figures.gaps() > 0) {
      remarks.add(name + ": gaps in time, in which all series are marked stale: " + figures.gaps());
    }
    return remarks;
  }

  /** What was unreadable, malformed, refused or lost. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(feed.problems());
    String name = memberName();
    if (figures.ticksLost() > 0) {
      problems.add(
          name
              + ": samples lost because their time is not later than that of the one before: "
              + figures.ticksLost());
    }
    if (figures.ticksImpossible() > 0) {
      problems.add(
          name + ": samples lost because their time is impossible: " + figures.ticksImpossible());
    }
    if (figures.orphans() > 0) {
      problems.add(
          name
              + ": instances left out because the archive does not define their type: "
              + figures.orphans());
    }
    return problems;
  }

  /** Whether something was wrong and nothing could be read. */
  public boolean hasFailed() {
    return figures.ticks() == 0 && figures.changes() == 0 && !problems().isEmpty();
  }

  /** How many bytes were read, compressed ones as they are. */
  public long bytesIn() {
    return feed.bytesIn();
  }
}
