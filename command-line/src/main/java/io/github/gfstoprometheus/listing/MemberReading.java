package io.github.gfstoprometheus.listing;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.ArchiveWitness;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionFigures;
import io.github.gfstoprometheus.members.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gathers what the archives of a member would give, by looking on while they are fed. What became
 * of a sample is known when the next token comes: the figures of the conversion tell by then.
 */
final class MemberReading implements ArchiveWitness {
  private final ChainConversion conversion;
  private final CountingTimeline timeline;
  private final List<ArchiveListing> archives = new ArrayList<>();
  private Excerpt<Span> gaps = Excerpt.none();
  private Excerpt<Overlap> overlaps = Excerpt.none();
  private Optional<Span> time = Optional.empty();
  private Optional<ArchiveReading> current = Optional.empty();
  private Optional<ArchiveHeader> header = Optional.empty();
  private long starts;
  private long ticks;
  private long changes;

  /** The time of the sample that is being fed. */
  private OptionalLong sampledMillis = OptionalLong.empty();

  /** The time of the last sample that was none too late. */
  private long reachedMillis;

  private int tornSeen;
  private int damagesSeen;
  private Seen seen = new Seen(0, 0, 0, 0, 0);

  /** How far the figures of the conversion had come. */
  private record Seen(long ticks, long late, long impossible, long gaps, long changes) {
    static Seen of(ConversionFigures figures) {
      return new Seen(
          figures.ticks(),
          figures.ticksLost(),
          figures.ticksImpossible(),
          figures.gaps(),
          figures.changes());
    }
  }

  MemberReading(ChainConversion conversion, CountingTimeline timeline) {
    this.conversion = conversion;
    this.timeline = timeline;
  }

  @Override
  public void opening(ArchiveSource source) {
    endArchive();
    current = Optional.of(new ArchiveReading(source));
  }

  @Override
  public void header(ArchiveHeader found) {
    settle();
    boolean goesOn = header.map(Run::of).equals(Optional.of(Run.of(found)));
    starts += goesOn ? 0 : 1;
    header = Optional.of(found);
  }

  @Override
  public void instanceCreated(ResourceInstance instance) {
    current.orElseThrow().instance();
  }

  @Override
  public void sample(Sample sample) {
    settle();
    sampledMillis = OptionalLong.of(sample.timestampMillis());
  }

  /** Ends the reading, with those archives that came after all that is wanted. */
  void end(List<ArchiveSource> sources) {
    endArchive();
    for (ArchiveSource source : sources.subList(archives.size(), sources.size())) {
      archives.add(new ArchiveReading(source).listing(List.of(), List.of()));
    }
  }

  private void endArchive() {
    settle();
    if (current.isPresent()) {
      ArchiveReading read = current.get();
      read.overlap().ifPresent(overlap -> overlaps = overlaps.and(overlap));
      List<String> torn = conversion.tornEnds();
      List<String> damages = conversion.damages();
      archives.add(
          read.listing(
              torn.subList(tornSeen, torn.size()), damages.subList(damagesSeen, damages.size())));
      tornSeen = torn.size();
      damagesSeen = damages.size();
      current = Optional.empty();
    }
  }

  /** Finds out what became of the sample before. */
  private void settle() {
    if (sampledMillis.isEmpty()) {
      return;
    }
    long millis = sampledMillis.getAsLong();
    Seen now = Seen.of(conversion.figures());
    ArchiveReading archive = current.orElseThrow();
    boolean wanted = millis >= conversion.startMillis();
    if (now.impossible() > seen.impossible()) {
      archive.tickImpossible();
    } else if (now.late() > seen.late()) {
      archive.tickLate(millis);
    } else {
      if (now.gaps() > seen.gaps() && wanted) {
        gaps = gaps.and(new Span(reachedMillis, millis));
      }
      if (now.ticks() > seen.ticks() && wanted) {
        ticks++;
        archive.tick(millis, timeline.sampledCount());
        time = Optional.of(time.orElse(new Span(millis, millis)).including(millis));
      }
      reachedMillis = millis;
    }
    changes += wanted ? now.changes() - seen.changes() : 0;
    seen = now;
    sampledMillis = OptionalLong.empty();
  }

  List<ArchiveListing> archives() {
    return archives;
  }

  Excerpt<Span> gaps() {
    return gaps;
  }

  Excerpt<Overlap> overlaps() {
    return overlaps;
  }

  MemberListing.Origin origin() {
    return new MemberListing.Origin(header, starts);
  }

  MemberListing.Figures figures() {
    return new MemberListing.Figures(
        time,
        ticks,
        conversion.figures().series(),
        timeline.samples(),
        timeline.staleMarkers(),
        changes,
        conversion.bytesIn(),
        timeline.expectedBytes());
  }
}
