package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.FollowedArchive;
import io.github.gfstoprometheus.convert.ConversionFigures;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.Inheritance;
import io.github.gfstoprometheus.convert.LiveConversion;
import io.github.gfstoprometheus.convert.MemberZone;
import io.github.gfstoprometheus.convert.MetricCatalog;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/** What a sink reads of one member, from where it was published before. */
final class LiveMember implements Closeable, TimelineRecorder.Listener, LiveConversion.Listener {
  private static final int MAX_DONE = 50;

  /** Clocks of machines differ by so much without a word. */
  private static final long FUTURE_MILLIS = 60_000;

  /** A few minutes have so many. What a catch-up took is let go, or all members kept it twice. */
  private static final int MOST_KEPT_ENTRIES = 1 << 14;

  private final RosterMember member;
  private final Journal journal;
  private final SinkFigures figures;
  private final TimelineRecorder recorder;
  private final LiveConversion conversion;
  private final Queue<RecordedRange> recorded = new ArrayDeque<>();
  private final Set<String> done;
  private Inheritance inheritance;

  /** All samples before this time were cut, or published before. */
  private long cutMillis;

  private OptionalLong heldMillis = OptionalLong.empty();

  /** Those whose files were gone when they were read to their end. */
  private final List<FollowedArchive> gone = new ArrayList<>();

  private long bytesTold;
  private long ticksTold;
  private long lostTold;
  private long impossibleTold;
  private long orphansTold;

  /**
   * A part of what a member recorded.
   *
   * @param progress how far the member is published when this is
   */
  record Cut(LiveMember member, RecordedRange range, MemberProgress progress) {}

  /**
   * A member of whom nothing was read yet.
   *
   * @param published how far its samples are published
   * @param rangeMillis the length of a block range
   * @param queue its archives that are not done
   */
  LiveMember(
      RosterMember member,
      MemberProgress published,
      ConversionOptions options,
      long rangeMillis,
      ArchiveQueue queue,
      SinkFigures figures,
      Journal journal) {
    this.member = member;
    this.journal = journal;
    this.figures = figures;
    this.done = new LinkedHashSet<>(published.done());
    this.inheritance = published.inheritance();
    this.cutMillis = published.reachedMillis();
    ZoneId zone = MemberZone.of(member.archives().get(0).knownHeader());
    long startMillis = Math.max(published.reachedMillis(), options.window().startMillis(zone));
    this.recorder = new TimelineRecorder(rangeMillis, startMillis, MOST_KEPT_ENTRIES, this);
    this.conversion =
        new LiveConversion(
            member.member(), options, startMillis, zone, queue, inheritance, recorder, this);
  }

  String name() {
    return member.name();
  }

  LabelSet labels() {
    return conversion.memberLabels();
  }

  MetricCatalog metrics() {
    return conversion.metrics();
  }

  /** Reads what happened before a time; returns when that happens which is held back. */
  OptionalLong advance(long beforeMillis) throws IOException {
    heldMillis = conversion.advance(beforeMillis);
    tell();
    return heldMillis;
  }

  /** Whether it is known to sample after the time up to which it was read. */
  boolean goesOn() {
    return heldMillis.isPresent();
  }

  /** All samples before this time have been read, or published before. */
  long readMillis() {
    return Math.max(cutMillis, conversion.figures().endMillis());
  }

  /** About how many bytes are held that a {@link #cut} hands over. */
  long heldBytes() {
    return recorder.releasableBytes() + recorded.stream().mapToLong(RecordedRange::heldBytes).sum();
  }

  /** Hands over what was read since the last time, in the order of time. */
  List<Cut> cut() throws IOException {
    long endMillis = conversion.figures().endMillis();
    if (endMillis > cutMillis) {
      recorder.cut(endMillis);
      cutMillis = endMillis;
    }
    List<Cut> cuts = new ArrayList<>();
    while (!recorded.isEmpty()) {
      RecordedRange range = recorded.remove();
      if (recorded.isEmpty()) {
        takeFinished();
      }
      cuts.add(new Cut(this, range, progress(range.ticksEndMillis())));
    }
    return cuts;
  }

  private void takeFinished() {
    for (LiveConversion.Finished finished : conversion.takeFinished()) {
      done.add(((FollowedArchive) finished.archive()).id().text());
      inheritance = finished.inheritance();
    }
    forgetGone();
  }

  /** Of those that are gone, the last few stay: they may come back. */
  private void forgetGone() {
    if (done.size() > MAX_DONE) {
      Set<String> present = new HashSet<>();
      member.archives().forEach(archive -> present.add(archive.id().text()));
      int excess = done.size() - MAX_DONE;
      done.removeAll(done.stream().filter(id -> !present.contains(id)).limit(excess).toList());
    }
  }

  private MemberProgress progress(long reachedMillis) {
    return new MemberProgress(
        member.name(),
        member.member().type(),
        member.chains(),
        reachedMillis,
        List.copyOf(done),
        inheritance);
  }

  /** Where the member's archive is read; what is asked for may be asked by any thread. */
  Supplier<SinkFigures.Position> position() {
    Optional<FollowedArchive> archive =
        conversion.archive().map(source -> (FollowedArchive) source);
    String name = archive.map(ArchiveSource::name).orElse("");
    long readBytes = conversion.bytesOfArchive();
    SinkFigures.Position now =
        new SinkFigures.Position(
            member.name(), name, readBytes, readBytes, conversion.lastMillis());
    return () -> now.grownTo(archive.map(FollowedArchive::knownSizeBytes).orElse(0L));
  }

  /** Tells if the member's next sample is of the future, which is waited for. */
  void tellFuture(long nowMillis) {
    if (heldMillis.isPresent() && heldMillis.getAsLong() > nowMillis + FUTURE_MILLIS) {
      Instant next = Instant.ofEpochMilli(heldMillis.getAsLong());
      journal.problem(
          "future",
          member.name() + ": its next sample is of " + next + "; it waits until then",
          Map.of("member", member.name(), "time", next.toString()));
    }
  }

  /**
   * The archives that are gone and were read to their end, if all that was read of the member is
   * published: nothing of them can be read again.
   */
  List<FollowedArchive> takeGone(MemberProgress published) {
    if (published.reachedMillis() < readMillis()) {
      return List.of();
    }
    List<FollowedArchive> taken = List.copyOf(gone);
    gone.clear();
    return taken;
  }

  private void tell() {
    ConversionFigures now = conversion.figures();
    figures.read(conversion.bytesIn() - bytesTold, now.ticks() - ticksTold);
    bytesTold = conversion.bytesIn();
    ticksTold = now.ticks();
    lostTold =
        tellMore(
            now.ticksLost(),
            lostTold,
            "ticks_lost",
            "samples lost because their time is not later than that of the one before");
    impossibleTold =
        tellMore(
            now.ticksImpossible(),
            impossibleTold,
            "ticks_impossible",
            "samples lost because their time is impossible");
    orphansTold =
        tellMore(
            now.orphans(),
            orphansTold,
            "orphans",
            "instances left out because the archive does not define their type");
  }

  private long tellMore(long now, long told, String event, String what) {
    if (now > told) {
      figures.problem();
      journal.problem(
          event,
          member.name() + ": " + what + ": " + (now - told),
          Map.of("member", member.name(), "count", now - told));
    }
    return now;
  }

  @Override
  public void finished(ArchiveSource archive, Optional<String> remark) {
    FollowedArchive followed = (FollowedArchive) archive;
    if (followed.goneSinceMillis().isPresent()) {
      gone.add(followed);
    }
    journal.info(
        "archive_finished",
        archive.name() + ": read to its end" + remark.map(text -> "; it " + text).orElse(""),
        Map.of("archive", archive.name(), "member", member.name(), "sink", figures.sink()));
  }

  @Override
  public void problem(String text) {
    figures.problem();
    journal.problem("archive", text, Map.of("member", member.name(), "sink", figures.sink()));
  }

  @Override
  public void rangeRecorded(RecordedRange range) {
    recorded.add(range);
  }

  @Override
  public void reached(long rangeStartMillis) {}

  @Override
  public void ticked(long timestampMillis) {}

  @Override
  public void close() throws IOException {
    conversion.close();
  }
}
