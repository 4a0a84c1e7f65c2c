package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.members.SurveyedChain.Begun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chains of one name: of one member that was started again elsewhere, or of several.
 *
 * <p>A name that is told is one member's, and a guessed one is one member's in one place, unless
 * their archives overlap in time and come from different runs: nobody runs twice at once.
 */
final class Namesakes {
  private static final String ADVICE =
      "; if these are no names for them, give --member-from, or convert clusters one by one, each"
          + " with its --cluster";

  private final String name;
  private final List<String> remarks;

  /**
   * @param remarks where to tell what was joined or told apart
   */
  Namesakes(String name, List<String> remarks) {
    this.name = name;
    this.remarks = remarks;
  }

  private static final Comparator<Begun> BY_START = Comparator.comparingLong(Begun::startMillis);

  /** A chain and when it was. */
  private record Timed(SurveyedChain chain, TimeSpan span, Set<Run> runs) {
    static Timed of(SurveyedChain chain) {
      return new Timed(chain, TimeSpan.of(chain), chain.runs());
    }

    boolean isOfAnotherThan(Timed other) {
      return span.overlaps(other.span) && Collections.disjoint(runs, other.runs);
    }
  }

  /** The members. */
  List<MemberArchives> members(List<SurveyedChain> chains) {
    List<List<SurveyedChain>> members = new ArrayList<>();
    boolean strangers = false;
    for (List<SurveyedChain> candidates : candidates(chains)) {
      List<List<SurveyedChain>> parts = parts(candidates);
      strangers |= parts.size() > 1;
      members.addAll(parts);
    }
    if (members.size() == 1) {
      return List.of(joined(name, members.get(0)));
    }
    List<String> names =
        MemberNames.distinct(name, members.stream().map(member -> member.get(0)).toList());
    if (strangers) {
      remarks.add(
          name
              + ": archives of different runs overlap in time, so there are several members of this"
              + " name; they are called "
              + String.join(", ", names)
              + ADVICE);
    }
    List<MemberArchives> result = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      result.add(joined(names.get(i), members.get(i)));
    }
    return result;
  }

  /** Those that may be one member each. */
  private static Collection<List<SurveyedChain>> candidates(List<SurveyedChain> chains) {
    Set<List<String>> toldPlaces =
        chains.stream()
            .filter(Namesakes::isTold)
            .map(SurveyedChain::place)
            .collect(Collectors.toSet());
    Map<List<String>, List<SurveyedChain>> candidates = new LinkedHashMap<>();
    for (SurveyedChain chain : chains) {
      boolean told = isTold(chain) || toldPlaces.contains(chain.place());
      List<String> key = told ? List.of() : chain.place();
      candidates.computeIfAbsent(key, place -> new ArrayList<>()).add(chain);
    }
    return candidates.values();
  }

  private static boolean isTold(SurveyedChain chain) {
    return chain.knowledge() == SurveyedChain.Knowledge.TOLD;
  }

  /** One part, unless there are strangers: then one for each place, or even for each chain. */
  private static List<List<SurveyedChain>> parts(List<SurveyedChain> candidates) {
    if (candidates.size() == 1) {
      return List.of(candidates);
    }
    List<Timed> timed = candidates.stream().map(Timed::of).toList();
    if (!haveStrangers(timed)) {
      return List.of(candidates);
    }
    Map<List<String>, List<Timed>> byPlace = new LinkedHashMap<>();
    timed.forEach(
        chain ->
            byPlace.computeIfAbsent(chain.chain().place(), key -> new ArrayList<>()).add(chain));
    List<List<SurveyedChain>> parts = new ArrayList<>();
    for (List<Timed> place : byPlace.values()) {
      if (haveStrangers(place)) {
        place.forEach(chain -> parts.add(List.of(chain.chain())));
      } else {
        parts.add(place.stream().map(Timed::chain).toList());
      }
    }
    return parts;
  }

  private static boolean haveStrangers(List<Timed> chains) {
    for (int i = 0; i < chains.size(); i++) {
      for (Timed other : chains.subList(i + 1, chains.size())) {
        if (chains.get(i).isOfAnotherThan(other)) {
          return true;
        }
      }
    }
    return false;
  }

  private MemberArchives joined(String memberName, List<SurveyedChain> chains) {
    if (chains.size() > 1) {
      remarks.add(
          memberName
              + ": one member's archives, from "
              + chains.stream()
                  .map(chain -> chain.chain().sources().get(0).name())
                  .collect(Collectors.joining(", "))
              + " on, in the order of time");
    }
    return join(memberName, chains);
  }

  /** The archives of several chains as one member's. */
  static MemberArchives join(String memberName, List<SurveyedChain> chains) {
    List<SurveyedChain> ordered =
        chains.stream().sorted(Comparator.comparingLong(SurveyedChain::startMillis)).toList();
    List<Begun> archives = ordered.stream().flatMap(chain -> chain.archives().stream()).toList();
    // Rolled files of one run in several directories: numbers order those of one stem only.
    List<Begun> inTime =
        isInterleaved(ordered) ? archives.stream().sorted(BY_START).toList() : archives;
    Member member =
        new Member(
            memberName, ordered.stream().flatMap(chain -> chain.type().stream()).findFirst());
    List<ArchiveSource> sources = inTime.stream().map(Begun::source).toList();
    return new MemberArchives(member, new ArchiveChain(memberName, sources));
  }

  /** Whether a chain begins before the last archive of the one before it does. */
  private static boolean isInterleaved(List<SurveyedChain> ordered) {
    long latestMillis = Long.MIN_VALUE;
    for (SurveyedChain chain : ordered) {
      if (chain.startMillis() < latestMillis) {
        return true;
      }
      latestMillis = Math.max(latestMillis, chain.latestStartMillis());
    }
    return false;
  }
}
