package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.tsdb.block.BlockSeries;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One conversion into a data directory: of several members, whose series share its blocks.
 *
 * @param manner how it was done
 * @param state how far it has come
 * @param blocks the blocks that hold the result, or were about to, in the order of time
 */
record LedgerEntry(List<Member> members, Manner manner, State state, List<String> blocks) {

  /** How far a conversion has come. */
  enum State {
    /** Somebody ended it, or it is under way: its blocks hold all up to some time. */
    BEGUN,
    /** Its blocks hold all. */
    COMPLETE,
    /** Others have taken its place, but for blocks that reach further. */
    REMAINDER
  }

  /** An archive by its name at the time, and what tells it from others. */
  record Source(String name, Fingerprint fingerprint) {
    private boolean isBegunAs(Source other) {
      return fingerprint.identity().equals(other.fingerprint.identity());
    }
  }

  /**
   * What decides which samples an archive gives.
   *
   * @param naming how series are called, but for the labels of the member
   * @param selection which series and times were wanted; empty for all
   * @param exactness how samples may differ from those of the archive; empty for not at all
   * @param toleranceMillis by how much their times may
   */
  record Manner(String naming, String selection, String exactness, long toleranceMillis) {
    /** Whether all is there that is wanted now. */
    boolean suffices(Manner wanted) {
      return exactness.equals(wanted.exactness) && includes(wanted);
    }

    /**
     * Whether this takes the place of what another manner gave of the same archives: of the same
     * series and times, or of fewer, unless those were more exact.
     */
    boolean includes(Manner other) {
      return naming.equals(other.naming)
          && (selection.equals(other.selection) || (selection.isEmpty() && isAsExactAs(other)));
    }

    private boolean isAsExactAs(Manner other) {
      return exactness.isEmpty() || exactness.equals(other.exactness);
    }
  }

  /**
   * A member.
   *
   * @param labels those that its series have in common
   * @param sources its archives, in order
   * @param minMillis the time of its first sample, in milliseconds since the epoch
   * @param endMillis the time after its last one; equal to {@code minMillis} while not known
   * @param gaps how many gaps in time there are between
   * @param problems what was malformed or lost
   */
  record Member(
      Map<String, String> labels,
      List<Source> sources,
      long minMillis,
      long endMillis,
      long gaps,
      List<String> problems) {
    Member {
      labels = new TreeMap<>(labels);
      sources = List.copyOf(sources);
      problems = List.copyOf(problems);
    }

    /** A member whose conversion is about to begin. */
    Member(Map<String, String> labels, List<Source> sources) {
      this(labels, sources, 0, 0, 0, List.of());
    }

    /** Whether both are the same archives with the same content, under the same labels. */
    boolean isSameAs(Member other) {
      return labels.equals(other.labels) && fingerprints().equals(other.fingerprints());
    }

    /** Whether this has the content of all the other's archives, under the same labels. */
    boolean holds(Member other) {
      return labels.equals(other.labels)
          && new HashSet<>(fingerprints()).containsAll(other.fingerprints());
    }

    /** Whether both have an archive, which may have grown, under the same labels. */
    boolean sharesArchive(Member other) {
      return labels.equals(other.labels) && sources.stream().anyMatch(other::hasArchive);
    }

    /**
     * Whether nothing of some series of another conversion can be missing here: they lie between
     * the first sample and the last, and so does all that they were made of.
     *
     * @param slackMillis by how much times may have been moved
     */
    boolean covers(List<BlockSeries> series, Member other, long slackMillis) {
      boolean whole =
          gaps == 0 || (problems.isEmpty() && other.sources.stream().allMatch(this::hasGrown));
      return whole
          && series.stream()
              .allMatch(
                  one ->
                      minMillis - slackMillis <= one.minMillis()
                          && one.maxMillis() < endMillis + slackMillis);
    }

    private boolean hasGrown(Source before) {
      return sources.stream()
          .anyMatch(
              now ->
                  now.isBegunAs(before)
                      && now.fingerprint.sizeBytes() >= before.fingerprint.sizeBytes());
    }

    /** Whether a series is this member's. */
    boolean hasSeries(LabelSet series) {
      return labels.entrySet().stream()
          .allMatch(label -> series.value(label.getKey()).equals(label.getValue()));
    }

    private boolean hasArchive(Source source) {
      return sources.stream().anyMatch(source::isBegunAs);
    }

    private List<Fingerprint> fingerprints() {
      return sources.stream().map(Source::fingerprint).toList();
    }
  }

  LedgerEntry {
    members = List.copyOf(members);
    blocks = List.copyOf(blocks);
  }

  /** A conversion that is about to begin. */
  LedgerEntry(List<Member> members, Manner manner) {
    this(members, manner, State.BEGUN, List.of());
  }

  /** This conversion with other blocks. */
  LedgerEntry withBlocks(List<String> others) {
    return new LedgerEntry(members, manner, state, others);
  }

  /** This conversion without the members that another one replaces. */
  LedgerEntry without(Predicate<Member> replaced) {
    return new LedgerEntry(
        members.stream().filter(replaced.negate()).toList(), manner, state, blocks);
  }

  /** This conversion at its end, with what became of its members. */
  LedgerEntry completed(List<Member> converted) {
    return new LedgerEntry(converted, manner, State.COMPLETE, blocks);
  }

  /** Whether this has all of a member's archives, as they are now, that is wanted. */
  boolean hasAll(Member member, Manner wanted) {
    return manner.suffices(wanted) && members.stream().anyMatch(known -> known.holds(member));
  }

  /** What was malformed or lost of a member that this has. */
  List<String> problemsOf(Member member) {
    return members.stream()
        .filter(known -> known.holds(member))
        .findFirst()
        .map(Member::problems)
        .orElse(List.of());
  }

  /** Whether both are conversions of the same content in the same manner. */
  boolean isSameAs(LedgerEntry other) {
    return manner.equals(other.manner)
        && members.size() == other.members.size()
        && members.stream().allMatch(member -> other.members.stream().anyMatch(member::isSameAs));
  }

  /** Whether this replaces what an earlier conversion has of a member. */
  boolean replaces(LedgerEntry earlier, Member member) {
    return manner.includes(earlier.manner)
        && members.stream().anyMatch(mine -> mine.sharesArchive(member));
  }

  /** This conversion when others have taken the place of most of it. */
  LedgerEntry asRemainder() {
    return new LedgerEntry(members, manner, State.REMAINDER, blocks);
  }

  /** Whether series of a block of an earlier conversion have nothing that this does not have. */
  boolean covers(List<BlockSeries> series, LedgerEntry earlier) {
    long slackMillis = Math.max(manner.toleranceMillis, earlier.manner.toleranceMillis);
    Map<Optional<Member>, List<BlockSeries>> byMember =
        series.stream().collect(Collectors.groupingBy(one -> memberOf(one.labels())));
    return byMember.entrySet().stream()
        .allMatch(
            of -> {
              Optional<Member> mine = of.getKey();
              Optional<Member> theirs = earlier.memberOf(of.getValue().get(0).labels());
              return mine.isPresent()
                  && theirs.isPresent()
                  && mine.get().covers(of.getValue(), theirs.get(), slackMillis);
            });
  }

  /** The member that a series is of, if it is one of these. */
  Optional<Member> memberOf(LabelSet series) {
    return members.stream().filter(member -> member.hasSeries(series)).findFirst();
  }
}
