package io.github.gfstoprometheus.selection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Names that a user lists, to take them in or to leave them out. Neither order nor repetition
 * counts.
 *
 * @param types of resource types
 * @param instances of text ids of instances
 * @param statistics of statistics
 * @param specs of all three, as Geode writes them
 */
public record Selectors(
    List<NamePattern> types,
    List<NamePattern> instances,
    List<NamePattern> statistics,
    List<StatisticSpec> specs) {
  /** Nothing. */
  public static final Selectors NONE = new Selectors(List.of(), List.of(), List.of(), List.of());

  /** Brings the lists into their order. */
  public Selectors {
    types = List.copyOf(new TreeSet<>(types));
    instances = List.copyOf(new TreeSet<>(instances));
    statistics = List.copyOf(new TreeSet<>(statistics));
    specs = List.copyOf(new TreeSet<>(specs));
  }

  /** What both list. */
  public Selectors plus(Selectors other) {
    return new Selectors(
        both(types, other.types),
        both(instances, other.instances),
        both(statistics, other.statistics),
        both(specs, other.specs));
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  /** Whether names are listed one kind at a time, and not only in specs. */
  boolean hasNames() {
    return !types.isEmpty() || !instances.isEmpty() || !statistics.isEmpty();
  }

  private static <T> List<T> both(Collection<T> one, Collection<T> other) {
    List<T> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }
}
