package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.archives.FollowedArchive;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a sink reads of all members. */
final class LiveMembers implements Closeable {
  private final Roster roster;
  private final ConversionOptions options;
  private final long rangeMillis;
  private final InstantSource clock;
  private final SinkFigures figures;
  private final Journal journal;
  private final Map<RosterMember, LiveMember> live = new LinkedHashMap<>();
  private final Map<LabelSet, String> archiveOfLabels = new HashMap<>();

  /** Those of whom nothing is read, as others have their labels. */
  private final Set<RosterMember> refused = new HashSet<>();

  /** The archives that this sink has left. */
  private final Set<FollowedArchive> left = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * A sink's view of no members.
   *
   * @param rangeMillis the length of a block range
   */
  LiveMembers(
      Roster roster,
      ConversionOptions options,
      long rangeMillis,
      InstantSource clock,
      SinkFigures figures,
      Journal journal) {
    this.roster = roster;
    this.options = options;
    this.rangeMillis = rangeMillis;
    this.clock = clock;
    this.figures = figures;
    this.journal = journal;
  }

  /** Begins with those who have become known, each where the checkpoint says. */
  void admit(Checkpoint checkpoint) throws IOException {
    for (RosterMember member : roster.members()) {
      if (!live.containsKey(member) && !refused.contains(member) && !member.archives().isEmpty()) {
        admit(member, checkpoint);
      }
    }
    leaveDone(checkpoint);
  }

  private void admit(RosterMember member, Checkpoint checkpoint) {
    MemberProgress published =
        checkpoint
            .member(member.name())
            .orElseGet(
                () -> MemberProgress.none(member.name(), member.member().type(), member.chains()));
    Set<String> passed = new HashSet<>(published.done());
    member.archives().stream()
        .filter(left::contains)
        .forEach(archive -> passed.add(archive.id().text()));
    ArchiveQueue queue = new ArchiveQueue(member, passed, clock, this::leave, journal);
    LiveMember reading =
        new LiveMember(member, published, options, rangeMillis, queue, figures, journal);
    String archive = member.archives().get(0).name();
    String other = archiveOfLabels.putIfAbsent(reading.labels(), archive);
    if (other == null) {
      live.put(member, reading);
    } else {
      refused.add(member);
      figures.problem();
      journal.problem(
          "same_labels",
          "%s and %s would be the same series, of %s: give them different labels; the latter is left out"
              .formatted(other, archive, reading.labels()),
          Map.of("archive", archive));
    }
  }

  /** Leaves the archives that need not be read again, and members who have none any more. */
  void leaveDone(Checkpoint checkpoint) throws IOException {
    Set<FollowedArchive> known = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RosterMember member : roster.members()) {
      known.addAll(member.archives());
      if (refused.contains(member)) {
        member.archives().forEach(this::leave);
      }
      Optional<MemberProgress> progress = checkpoint.member(member.name());
      if (progress.isPresent()) {
        leaveDone(member, progress.get());
      }
    }
    left.retainAll(known);
  }

  private void leaveDone(RosterMember member, MemberProgress published) throws IOException {
    Set<String> done = Set.copyOf(published.done());
    for (FollowedArchive archive : member.archives()) {
      if (done.contains(archive.id().text())) {
        leave(archive);
      }
    }
    LiveMember reading = live.get(member);
    if (reading != null) {
      reading.takeGone(published).forEach(this::leave);
      boolean isOver =
          member.archives().isEmpty() && published.reachedMillis() >= reading.readMillis();
      if (isOver) {
        live.remove(member);
        archiveOfLabels.remove(reading.labels());
        reading.close();
      }
    }
  }

  private void leave(FollowedArchive archive) {
    if (left.add(archive)) {
      archive.leave();
    }
  }

  /**
   * Reads what happened before a time, of all members.
   *
   * @return when the first of what is held back happens, if anything is
   */
  OptionalLong advance(long beforeMillis, Workers workers) throws IOException {
    List<Callable<OptionalLong>> tasks = new ArrayList<>();
    for (LiveMember member : live.values()) {
      tasks.add(() -> member.advance(beforeMillis));
    }
    List<Long> held = new ArrayList<>();
    workers.inOrder(tasks, next -> next.ifPresent(held::add));
    return held.stream().mapToLong(Long::longValue).min();
  }

  /** Those who are read. */
  List<LiveMember> all() {
    return List.copyOf(live.values());
  }

  /** About how many bytes are held that can be cut. */
  long heldBytes() {
    return live.values().stream().mapToLong(LiveMember::heldBytes).sum();
  }

  /** Takes from all members what they recorded since the last time. */
  List<LiveMember.Cut> cut() throws IOException {
    return cut(member -> true);
  }

  /** Takes from some members what they recorded since the last time. */
  List<LiveMember.Cut> cut(Predicate<LiveMember> which) throws IOException {
    List<LiveMember.Cut> cuts = new ArrayList<>();
    for (LiveMember member : live.values()) {
      if (which.test(member)) {
        cuts.addAll(member.cut());
      }
    }
    return cuts;
  }

  /** Tells where each archive is read. */
  void tellPositions() {
    List<Supplier<SinkFigures.Position>> positions =
        live.values().stream().map(LiveMember::position).toList();
    figures.standsAt(() -> positions.stream().map(Supplier::get).toList());
  }

  /** Tells whose samples are of the future. */
  void tellFuture(long nowMillis) {
    live.values().forEach(member -> member.tellFuture(nowMillis));
  }

  /** Forgets all that was read and not published: it is read again. */
  @Override
  public void close() throws IOException {
    for (LiveMember member : live.values()) {
      member.close();
    }
    live.clear();
    archiveOfLabels.clear();
    refused.clear();
  }
}
