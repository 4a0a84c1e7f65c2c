package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveEnd;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.ReadFailure;
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
  private final ConversionFigures figures;
  private final List<String> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long bytesIn;

  private ChainConversion(ArchiveChain chain, SeriesLabels labels, ConversionFigures figures) {
    this.chain = chain;
    this.labels = labels;
    this.figures = figures;
  }

  /**
   * Looks who wrote the archives: the options say it, or the first archive that can be read, or its
   * name.
   */
  public static ChainConversion of(ArchiveChain chain, NamingOptions options) {
    ConversionFigures figures = new ConversionFigures();
    Member found = search(chain);
    Member member = new Member(options.member().orElse(found.name()), found.type());
    return new ChainConversion(chain, new SeriesLabels(options, member, figures), figures);
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
   * Feeds all archives; can be called once.
   *
   * @throws IOException if the timeline fails
   */
  public void into(Timeline timeline) throws IOException {
    ArchiveConversion conversion = new ArchiveConversion(timeline, labels, figures);
    try {
      for (ArchiveSource source : chain.sources()) {
        read(source, conversion);
      }
      conversion.finish();
    } catch (TimelineException e) {
      throw e.getCause();
    }
    tellFigures();
  }

  /** What the archives gave. */
  public ConversionFigures figures() {
    return figures;
  }

  /** How many bytes were read, compressed ones as they are. */
  public long bytesIn() {
    return bytesIn;
  }

  /** What is worth knowing: torn tails, gaps, clashing names. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** What was unreadable, malformed, refused or lost. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private void read(ArchiveSource source, ArchiveConversion conversion) {
    try (ArchiveReader reader = source.open()) {
      try {
        reader.readAll(conversion);
        tellEnd(source, reader);
      } catch (ArchiveException e) {
        problems.add(e.getMessage());
      } finally {
        bytesIn += reader.bytesRead();
      }
    } catch (IOException e) {
      problems.add(ReadFailure.describe(source.name(), e));
    }
  }

  private void tellEnd(ArchiveSource source, ArchiveReader reader) {
    ArchiveEnd end = ArchiveEnd.of(reader);
    end.problem().ifPresent(text -> problems.add(source.name() + ": " + text));
    end.remark().ifPresent(text -> remarks.add(source.name() + ": " + text));
  }

  private void tellFigures() {
    String member = memberLabels().value("member");
    figures
        .nameClashes()
        .forEach(clash -> remarks.add(member + ": told apart by a label: " + clash));
    if (figures.gaps() > 0) {
      remarks.add(
          member + ": gaps in time, in which all series are marked stale: " + figures.gaps());
    }
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
  }
}
