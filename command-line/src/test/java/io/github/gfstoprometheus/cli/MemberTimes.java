package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The ticks of a member, and the times between them at which gaps and its end are marked. */
final class MemberTimes implements ArchiveVisitor {
  private final NavigableSet<Long> ticks = new TreeSet<>();
  private final NavigableSet<Long> marks = new TreeSet<>();

  private MemberTimes() {}

  /** The ticks are those of the archives, and all else at which the full result has markers. */
  static MemberTimes of(List<Path> archives, SeriesOfBlocks full) throws IOException {
    MemberTimes times = new MemberTimes();
    for (Path archive : archives) {
      times.read(archive);
    }
    for (LabelSet labels : full.labels()) {
      for (SeriesOfBlocks.Sample sample : full.samples(labels)) {
        if (sample.isMarker() && !times.ticks.contains(sample.timestampMillis())) {
          times.marks.add(sample.timestampMillis());
        }
      }
    }
    return times;
  }

  NavigableSet<Long> ticks() {
    return ticks;
  }

  /** All of both, in order. */
  NavigableSet<Long> all() {
    NavigableSet<Long> all = new TreeSet<>(ticks);
    all.addAll(marks);
    return all;
  }

  /** The first tick of each period since the epoch, and all that is no tick. */
  NavigableSet<Long> everyFirst(long periodMillis) {
    Map<Long, Long> firsts = new HashMap<>();
    ticks.forEach(tick -> firsts.merge(Math.floorDiv(tick, periodMillis), tick, Math::min));
    NavigableSet<Long> left = new TreeSet<>(firsts.values());
    left.addAll(marks);
    return left;
  }

  private void read(Path archive) throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      while (reader.next(this)) {}
    } catch (ArchiveException e) {
      // What came before is converted; the test of the command tells what is said of it.
    }
  }

  /** A time that is not later than all before is lost. */
  @Override
  public void sample(Sample sample) {
    long millis = sample.timestampMillis();
    if (ticks.isEmpty() || millis > ticks.last()) {
      ticks.add(millis);
    }
  }
}
