package io.github.gfstoprometheus.members;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Names for members that share one. They would become the same series, so they are told apart by
 * directories: {@code gemfire} becomes {@code node1/gemfire}, or as much of the path as is needed.
 */
final class MemberNames {
  private static final String SEPARATOR = "/";

  private MemberNames() {}

  /** A name for each, no two the same, if their places or else their archives' paths differ. */
  static List<String> distinct(String name, List<SurveyedChain> members) {
    List<List<String>> places =
        members.stream().map(member -> ending(member.place(), name)).toList();
    List<String> names = distinct(places);
    return areDistinct(names)
        ? names
        : distinct(members.stream().map(SurveyedChain::stemPath).toList());
  }

  private static List<String> ending(List<String> place, String name) {
    List<String> path = new ArrayList<>(place);
    if (path.isEmpty() || !path.get(path.size() - 1).equals(name)) {
      path.add(name);
    }
    return path;
  }

  private static List<String> distinct(List<List<String>> paths) {
    List<String> brief = from(paths, -2);
    return areDistinct(brief) ? brief : from(paths, commonLength(paths));
  }

  /**
   * The ends of paths.
   *
   * @param start the first element that is wanted; if negative, counted from the end
   */
  private static List<String> from(List<List<String>> paths, int start) {
    return paths.stream()
        .map(
            path -> {
              int from = start < 0 ? Math.max(0, path.size() + start) : start;
              return String.join(SEPARATOR, path.subList(from, path.size()));
            })
        .toList();
  }

  /** How many directories all paths begin with. */
  private static int commonLength(List<List<String>> paths) {
    int length = paths.stream().mapToInt(path -> path.size() - 1).min().orElse(0);
    List<String> first = paths.get(0);
    for (List<String> path : paths) {
      while (!path.subList(0, length).equals(first.subList(0, length))) {
        length--;
      }
    }
    return length;
  }

  private static boolean areDistinct(List<String> names) {
    return new HashSet<>(names).size() == names.size();
  }
}
