package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archives.ArchiveChain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who wrote the archives that were found. Reads the head of each archive, one at a time, and more
 * only where heads are equal, or members of one name are.
 *
 * @param members by name, numbers in them as people count
 * @param remarks what is worth knowing: copies, members of one name
 * @param problems what the options ask for in vain
 */
public record MemberSurvey(
    List<MemberArchives> members, List<String> remarks, List<String> problems) {
  private static final Comparator<MemberArchives> BY_NAME =
      Comparator.comparing(archives -> archives.member().name(), new NumericOrder());

  /** Copies the lists. */
  public MemberSurvey {
    members = List.copyOf(members);
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }

  /** Tells which chains are of which member; each archive is in one of them, unless a copy is. */
  public static MemberSurvey of(List<ArchiveChain> chains, MemberOptions options) {
    List<String> remarks = new ArrayList<>();
    Heads heads = new Heads();
    List<ArchiveChain> single = isOne(chains) ? chains : Copies.leaveOut(chains, heads, remarks);
    List<SurveyedChain> surveyed =
        single.stream().map(chain -> SurveyedChain.of(chain, options, heads)).toList();
    return new MemberSurvey(
        members(surveyed, options, remarks), remarks, unmatched(single, options));
  }

  /** One archive has no copies, and one that comes through a pipe must not be waited for. */
  private static boolean isOne(List<ArchiveChain> chains) {
    return chains.size() == 1 && chains.get(0).sources().size() == 1;
  }

  private static List<MemberArchives> members(
      List<SurveyedChain> chains, MemberOptions options, List<String> remarks) {
    if (chains.isEmpty()) {
      return List.of();
    }
    if (options.member().isPresent()) {
      return List.of(Namesakes.join(options.member().get(), chains));
    }
    Map<String, List<SurveyedChain>> byName = new LinkedHashMap<>();
    chains.forEach(
        chain -> byName.computeIfAbsent(chain.name(), name -> new ArrayList<>()).add(chain));
    List<MemberArchives> members = new ArrayList<>();
    byName.forEach(
        (name, namesakes) -> members.addAll(new Namesakes(name, remarks).members(namesakes)));
    members.sort(BY_NAME);
    return members;
  }

  private static List<String> unmatched(List<ArchiveChain> chains, MemberOptions options) {
    if (chains.isEmpty() || options.memberFrom().isEmpty()) {
      return List.of();
    }
    boolean found =
        chains.stream()
            .flatMap(chain -> chain.sources().stream())
            .anyMatch(source -> options.memberIn(source.name()).isPresent());
    return found
        ? List.of()
        : List.of(
            "--member-from "
                + options.memberFrom().get()
                + ": expected to find a member in the path of an archive, found none in any, such"
                + " as "
                + chains.get(0).sources().get(0).name()
                + "; members are named as without it");
  }
}
