package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.archives.ArchiveBeginning;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchivePath;
import io.github.gfstoprometheus.archives.ArchiveScan;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.archives.FollowedArchive;
import io.github.gfstoprometheus.members.Member;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The members whose archives are followed. Who is known once keeps the name: what a survey of all
 * archives would say changes when one appears.
 *
 * <p>One thread looks; any may ask for the members.
 */
final class Roster {
  /** So long an archive may take until it tells whose it is; then its place does. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So many archives of a chain may tell whose it is. */
  private static final int ASKED = 4;

  private final ArchiveScan scan;
  private final MemberOptions options;
  private final Duration patience;
  private final Journal journal;
  private final Map<String, RosterMember> byChain = new LinkedHashMap<>();

  /** Whose the archives are that were read before, wherever they have been moved to. */
  private final Map<String, RosterMember> byDone = new HashMap<>();

  private final Map<ArchivePath, Newcomer> newcomers = new LinkedHashMap<>();
  private final List<RosterMember> members = new CopyOnWriteArrayList<>();
  private volatile boolean isComplete;

  /** A chain of archives that does not tell yet whose it is. */
  private record Newcomer(long sinceMillis, List<FollowedArchive> archives) {}

  /**
   * A roster of members that are known from before.
   *
   * @param patience how long a chain of archives may take until it tells whose it is
   */
  Roster(
      ArchiveScan scan,
      MemberOptions options,
      List<MemberProgress> known,
      Duration patience,
      Journal journal) {
    this.scan = scan;
    this.options = options;
    this.patience = patience;
    this.journal = journal;
    known.forEach(this::remember);
  }

  /** Of what is said of one name or place several times, each time by another sink, the first. */
  private void remember(MemberProgress progress) {
    RosterMember member =
        named(progress.name()).orElseGet(() -> begin(new Member(progress.name(), progress.type())));
    for (String place : progress.chains()) {
      if (!byChain.containsKey(place)) {
        join(member, place);
      }
    }
    progress.done().forEach(id -> byDone.putIfAbsent(id, member));
  }

  private RosterMember begin(Member member) {
    RosterMember begun = new RosterMember(member);
    members.add(begun);
    return begun;
  }

  /** The members, in the order in which they became known. */
  List<RosterMember> members() {
    return members;
  }

  /** How many archives there are. */
  long archiveCount() {
    return scan.archives().stream().filter(one -> one.goneSinceMillis().isEmpty()).count();
  }

  /** Whether all archives that were found have a member. */
  boolean isComplete() {
    return isComplete;
  }

  /** Looks for archives, and tells whose they are. */
  void look(long nowMillis) {
    List<FollowedArchive> appeared = scan.look(nowMillis);
    scan.takeRemarks().forEach(remark -> journal.info("waiting_for", remark, Map.of()));
    scan.takeProblems().forEach(problem -> journal.problem("cannot_follow", problem, Map.of()));
    Map<RosterMember, List<FollowedArchive>> ofKnown = new LinkedHashMap<>();
    for (FollowedArchive archive : appeared) {
      Optional<RosterMember> member = knownMember(archive);
      if (member.isPresent()) {
        ofKnown.computeIfAbsent(member.get(), key -> new ArrayList<>()).add(archive);
      } else {
        newcomers
            .computeIfAbsent(archive.chain(), key -> new Newcomer(nowMillis, new ArrayList<>()))
            .archives()
            .add(archive);
      }
    }
    ofKnown.forEach(this::add);
    Set<FollowedArchive> known = new HashSet<>(scan.archives());
    members.forEach(member -> member.retain(known));
    admit(nowMillis);
    isComplete = newcomers.isEmpty();
  }

  private Optional<RosterMember> knownMember(FollowedArchive archive) {
    RosterMember member = byChain.get(RosterMember.place(archive.chain()));
    return Optional.ofNullable(member == null ? byDone.get(archive.id().text()) : member);
  }

  /** All at once: who reads them takes the first in time, and none before it any more. */
  private void add(RosterMember member, List<FollowedArchive> archives) {
    member.addAll(archives);
    archives.forEach(archive -> tellFound(archive, member));
  }

  private void admit(long nowMillis) {
    List<Newcomer> decided = new ArrayList<>();
    newcomers
        .values()
        .removeIf(newcomer -> isDecided(newcomer, nowMillis) && decided.add(newcomer));
    if (decided.isEmpty()) {
      return;
    }
    List<ArchiveChain> chains = decided.stream().map(Roster::chain).toList();
    MemberSurvey survey = MemberSurvey.of(chains, options);
    survey.remarks().forEach(remark -> journal.info("members", remark, Map.of()));
    survey.problems().forEach(problem -> journal.problem("members", problem, Map.of()));
    survey.members().forEach(this::admit);
  }

  private boolean isDecided(Newcomer newcomer, long nowMillis) {
    return options.member().isPresent()
        || newcomer.archives().size() > 1
        || nowMillis - newcomer.sinceMillis() >= patience.toMillis()
        || beginnings(newcomer.archives()).stream().anyMatch(ArchiveBeginning::isDecided);
  }

  private static List<ArchiveBeginning> beginnings(List<FollowedArchive> archives) {
    List<ArchiveBeginning> beginnings = new ArrayList<>();
    for (FollowedArchive archive : archives.subList(0, Math.min(ASKED, archives.size()))) {
      try {
        beginnings.add(archive.beginning());
      } catch (IOException e) {
        // Who reads all of it meets the failure again, and tells.
      }
    }
    return beginnings;
  }

  private static ArchiveChain chain(Newcomer newcomer) {
    List<ArchiveSource> inTime =
        newcomer.archives().stream()
            .sorted(FollowedArchive.BY_NAME)
            .map(archive -> (ArchiveSource) archive)
            .toList();
    return new ArchiveChain(newcomer.archives().get(0).chain().fileName(), inTime);
  }

  private void admit(MemberArchives surveyed) {
    List<FollowedArchive> archives =
        surveyed.chain().sources().stream().map(source -> (FollowedArchive) source).toList();
    RosterMember member = memberFor(surveyed.member(), archives);
    archives.stream()
        .map(archive -> RosterMember.place(archive.chain()))
        .distinct()
        .forEach(place -> join(member, place));
    add(member, archives);
  }

  /** One who is known and was started again elsewhere, or else somebody new. */
  private RosterMember memberFor(Member surveyed, List<FollowedArchive> archives) {
    Optional<RosterMember> namesake = named(surveyed.name());
    if (namesake.isPresent() && isSame(namesake.get(), archives)) {
      return namesake.get();
    }
    String name = namesake.isEmpty() ? surveyed.name() : distinct(surveyed.name(), archives);
    return begin(new Member(name, surveyed.type()));
  }

  private Optional<RosterMember> named(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }

  /** Nobody runs twice at once, and a name that is guessed from a place is one only there. */
  private boolean isSame(RosterMember known, List<FollowedArchive> archives) {
    if (options.member().isPresent()) {
      return true;
    }
    boolean told =
        beginnings(archives).stream().anyMatch(beginning -> beginning.memberName().isPresent())
            || archives.stream().anyMatch(one -> options.memberIn(one.name()).isPresent());
    String directory = "/" + String.join("/", archives.get(0).chain().directories()) + "/";
    boolean isSamePlace =
        known.chains().stream()
            .anyMatch(
                place -> place.startsWith(directory) && place.indexOf('/', directory.length()) < 0);
    long startMillis = archives.get(0).knownHeader().startMillis();
    return (told || isSamePlace)
        && known.archives().stream().allMatch(archive -> archive.modifiedMillis() <= startMillis);
  }

  /** The name, with as many directories before it as it takes to tell it from others. */
  private String distinct(String name, List<FollowedArchive> archives) {
    List<String> directories = archives.get(0).chain().directories();
    String candidate = name;
    for (int i = directories.size() - 1; i >= 0 && named(candidate).isPresent(); i--) {
      candidate = directories.get(i) + "/" + candidate;
    }
    String longest = candidate;
    for (int number = 2; named(candidate).isPresent(); number++) {
      candidate = longest + "-" + number;
    }
    journal.info(
        "namesake",
        archives.get(0).name()
            + ": another member of the name "
            + name
            + " is followed already; this one is called "
            + candidate,
        Map.of("archive", archives.get(0).name(), "member", candidate));
    return candidate;
  }

  private void join(RosterMember member, String place) {
    member.addChain(place);
    byChain.put(place, member);
  }

  private void tellFound(FollowedArchive archive, RosterMember member) {
    journal.info(
        "archive_found",
        archive.name() + ": found, of " + member.name(),
        Map.of("archive", archive.name(), "member", member.name(), "id", archive.id().text()));
  }
}
