package io.github.gfstoprometheus.selection;

import java.util.List;

/**
 * Statistics that match one of each kind; a kind of which none is listed matches everything.
 *
 * @param types of resource types
 * @param instances of text ids
 * @param statistics of statistics
 */
record Rule(List<NamePattern> types, List<NamePattern> instances, List<NamePattern> statistics)
    implements Selection {
  static final Rule EVERYTHING = new Rule(List.of(), List.of(), List.of());

  /** What a line of a preset says: {@code Type.statistic}. */
  static Rule ofLine(String line) {
    int dot = line.indexOf('.');
    return new Rule(
        List.of(NamePattern.of(line.substring(0, dot))),
        List.of(),
        List.of(NamePattern.of(line.substring(dot + 1))));
  }

  @Override
  public boolean matchesType(String name) {
    return matches(types, name);
  }

  @Override
  public boolean matchesInstance(String textId, long numericId) {
    return matches(instances, textId);
  }

  @Override
  public boolean matchesStatistic(String name) {
    return matches(statistics, name);
  }

  @Override
  public boolean isForAllInstances() {
    return instances.isEmpty();
  }

  private static boolean matches(List<NamePattern> patterns, String name) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(name));
  }
}
