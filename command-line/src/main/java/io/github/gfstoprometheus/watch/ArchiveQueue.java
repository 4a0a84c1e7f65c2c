package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.FollowedArchive;
import io.github.gfstoprometheus.convert.LiveChain;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The archives of a member that a sink has not read yet, in the order of time. */
final class ArchiveQueue implements LiveChain {
  /** So long after its file is gone, a member is taken to have stopped writing an archive. */
  private static final Duration GONE = Duration.ofMinutes(1);

  private static final int MAX_PASSED = 10_000;

  private final RosterMember member;
  private final InstantSource clock;
  private final Consumer<FollowedArchive> leaving;
  private final Journal journal;

  /** The ids of those that were given, or need not be. */
  private final Set<String> passed;

  private Optional<FollowedArchive> current = Optional.empty();
  private long currentBytes;
  private long silentSinceMillis;

  /**
   * A queue.
   *
   * @param done the ids of those that need not be read
   * @param leaving is told of those that will not be read
   */
  ArchiveQueue(
      RosterMember member,
      Set<String> done,
      InstantSource clock,
      Consumer<FollowedArchive> leaving,
      Journal journal) {
    this.member = member;
    this.passed = new HashSet<>(done);
    this.clock = clock;
    this.leaving = leaving;
    this.journal = journal;
  }

  @Override
  public Optional<ArchiveSource> next() {
    Optional<FollowedArchive> next = following();
    next.ifPresent(
        archive -> {
          pass(archive);
          current = next;
        });
    return next.map(archive -> archive);
  }

  /**
   * A member begins an archive when it has closed the one before. One whose file was deleted may
   * still be written to, but not if nothing came for a while.
   */
  @Override
  public boolean isComplete(long readBytes) {
    FollowedArchive archive = current.orElseThrow();
    boolean isOver = following().isPresent() || isSilent(archive);
    return isOver && !archive.hasMoreThan(readBytes);
  }

  private boolean isSilent(FollowedArchive archive) {
    if (archive.goneSinceMillis().isEmpty()) {
      silentSinceMillis = 0;
      return false;
    }
    long nowMillis = clock.millis();
    long bytes = archive.heldBytes();
    if (bytes != currentBytes || silentSinceMillis == 0) {
      currentBytes = bytes;
      silentSinceMillis = nowMillis;
    }
    return archive.isGoneForGood() && nowMillis - silentSinceMillis >= GONE.toMillis();
  }

  /** The first of those that were not given. */
  private Optional<FollowedArchive> following() {
    FollowedArchive first = null;
    for (FollowedArchive archive : member.archives()) {
      if (passed.contains(archive.id().text())) {
        continue;
      }
      if (current.isPresent() && isBefore(archive, current.get())) {
        tooLate(archive);
      } else if (first == null || isBefore(archive, first)) {
        first = archive;
      }
    }
    return Optional.ofNullable(first);
  }

  /** Remembers an archive, also for a while after it is gone: a file system may come back. */
  private void pass(FollowedArchive archive) {
    passed.add(archive.id().text());
    if (passed.size() > MAX_PASSED) {
      Set<String> present = new HashSet<>();
      member.archives().forEach(known -> present.add(known.id().text()));
      passed.retainAll(present);
    }
  }

  /**
   * Names tell the order within a chain, as clocks may be set back; but an archive that is gone may
   * have been renamed before, unseen.
   */
  private static boolean isBefore(FollowedArchive one, FollowedArchive other) {
    boolean comparable =
        one.chain().equals(other.chain())
            && one.goneSinceMillis().isEmpty()
            && other.goneSinceMillis().isEmpty();
    return comparable
        ? FollowedArchive.BY_NAME.compare(one, other) < 0
        : one.knownHeader().startMillis() < other.knownHeader().startMillis();
  }

  private void tooLate(FollowedArchive archive) {
    pass(archive);
    leaving.accept(archive);
    journal.problem(
        "archive_too_late",
        archive.name()
            + ": appeared when later archives of "
            + member.name()
            + " had been read, and is left out; convert it on its own",
        Map.of("archive", archive.name(), "member", member.name()));
  }
}
