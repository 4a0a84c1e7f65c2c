package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.selection.SeriesChoice;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Feeds the archives of one member into a timeline, one after the other. An archive that is damaged
 * or none, or cannot be read, ends where it does; what it held before and the archives after it are
 * fed all the same.
 */
public final class ChainConversion {
  private final ArchiveChain chain;
  private final SeriesLabels labels;
  private final SeriesChoice choice;
  private final ConversionFigures figures;

  /** What reads the archives, once that has begun. */
  private ChainFeed feed;

  private ChainConversion(
      ArchiveChain chain, SeriesLabels labels, SeriesChoice choice, ConversionFigures figures) {
    this.chain = chain;
    this.labels = labels;
    this.choice = choice;
    this.figures = figures;
  }

  /**
   * A conversion of all statistics; else as {@link #of(ArchiveChain, NamingOptions, SeriesChoice)}.
   */
  public static ChainConversion of(ArchiveChain chain, NamingOptions options) {
    return of(chain, options, SeriesChoice.ALL);
  }

  /**
   * Looks who wrote the archives: the options say it, or the first archive that can be read, or its
   * name.
   *
   * @param choice which statistics are fed
   */
  public static ChainConversion of(ArchiveChain chain, NamingOptions options, SeriesChoice choice) {
    ConversionFigures figures = new ConversionFigures();
    Member found = search(chain);
    Member member = new Member(options.member().orElse(found.name()), found.type());
    return new ChainConversion(chain, new SeriesLabels(options, member, figures), choice, figures);
  }

  private static Member search(ArchiveChain chain) {
    for (ArchiveSource source : chain.sources()) {
      try (ArchiveReader reader = source.peek()) {
        return MemberSearch.search(reader, chain.memberName());
      } catch (IOException e) {
        // The next one may tell as well; the conversion meets the failure again, and tells.
      }
    }
    return new Member(chain.memberName(), Optional.empty());
  }

  /** The labels that all series have in common. */
  public LabelSet memberLabels() {
    return labels.memberLabels();
  }

  /**
   * Feeds all archives; instead of {@link #begin}.
   *
   * @throws IOException if the timeline fails
   */
  public void into(Timeline timeline) throws IOException {
    try (ChainFeed all = begin(timeline)) {
      all.advance(Long.MAX_VALUE);
    }
  }

  /** Begins to feed the archives into a timeline; can be called once. */
  public ChainFeed begin(Timeline timeline) {
    feed =
        new ChainFeed(
            chain.sources(),
            new ArchiveConversion(timeline, labels, choice.chooser(), figures),
            Long.MAX_VALUE);
    return feed;
  }

  /** What the archives gave. */
  public ConversionFigures figures() {
    return figures;
  }

  /** What is worth knowing: torn tails, gaps, clashing names. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(feed.remarks());
    String member = memberLabels().value("member");
    figures
        .nameClashes()
        .forEach(clash -> remarks.add(member + ": told apart by a label: " + clash));
    if (figures.gaps() > 0) {
      remarks.add(
          member + ": gaps in time, in which all series are marked stale: " + figures.gaps());
    }
    return remarks;
  }

  /** What was unreadable, malformed, refused or lost. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(feed.problems());
    String member = memberLabels().value("member");
    if (figures.ticksLost() > 0) {
      problems.add(
          member
              + ": samples lost because their time is not later than that of the one before: "
              + figures.ticksLost());
    }
    if (figures.ticksImpossible() > 0) {
      problems.add(
          member + ": samples lost because their time is impossible: " + figures.ticksImpossible());
    }
    if (figures.orphans() > 0) {
      problems.add(
          member
              + ": instances left out because the archive does not define their type: "
              + figures.orphans());
    }
    return problems;
  }

  /** Whether something was wrong and nothing could be read. */
  public boolean hasFailed() {
    return figures.ticks() == 0 && !problems().isEmpty();
  }

  /** How many bytes were read, compressed ones as they are. */
  public long bytesIn() {
    return feed.bytesIn();
  }
}
