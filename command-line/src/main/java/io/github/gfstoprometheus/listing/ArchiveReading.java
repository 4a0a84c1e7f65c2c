package io.github.gfstoprometheus.listing;

import io.github.gfstoprometheus.archives.ArchiveSource;
import java.util.List;
import java.util.Optional;

/** Gathers what an archive would give. */
final class ArchiveReading {
  private final ArchiveSource source;
  private Optional<Span> time = Optional.empty();
  private Optional<Overlap> overlap = Optional.empty();
  private long ticks;
  private long ticksLost;
  private long instances;
  private long series;

  ArchiveReading(ArchiveSource source) {
    this.source = source;
  }

  void instance() {
    instances++;
  }

  void tick(long millis, int openSeries) {
    ticks++;
    series = Math.max(series, openSeries);
    time = Optional.of(time.orElse(new Span(millis, millis)).including(millis));
  }

  void tickLate(long millis) {
    ticksLost++;
    overlap =
        Optional.of(
            overlap
                .orElse(new Overlap(source.name(), 0, new Span(millis, millis)))
                .including(millis));
  }

  void tickImpossible() {
    ticksLost++;
  }

  Optional<Span> time() {
    return time;
  }

  Optional<Overlap> overlap() {
    return overlap;
  }

  ArchiveListing listing(List<String> remarks, List<String> problems) {
    return new ArchiveListing(
        source.name(),
        Storage.of(source),
        time,
        ticks,
        ticksLost,
        instances,
        series,
        remarks,
        problems);
  }
}
