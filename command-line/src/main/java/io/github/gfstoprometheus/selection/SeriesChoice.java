package io.github.gfstoprometheus.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which statistics of which instances go in.
 *
 * <p>A statistic goes in if it is included and not excluded. It is included
 *
 * <ul>
 *   <li>by the names: a type AND an instance AND a statistic that are listed, of each kind any;
 *       where a kind has no list, all of it,
 *   <li>or by a spec,
 *   <li>or by a preset,
 *   <li>or because nothing at all is listed.
 * </ul>
 *
 * <p>It is excluded if its type, its instance, its name or a spec is in the other list.
 */
public final class SeriesChoice {
  /** Everything. */
  public static final SeriesChoice ALL = new SeriesChoice(Selectors.NONE, Selectors.NONE, Set.of());

  private final Selectors include;
  private final Selectors exclude;
  private final Set<Preset> presets;

  private SeriesChoice(Selectors include, Selectors exclude, Set<Preset> presets) {
    this.include = include;
    this.exclude = exclude;
    this.presets = Set.copyOf(presets);
  }

  /** The choice that these lists make. */
  public static SeriesChoice of(Selectors include, Selectors exclude, Set<Preset> presets) {
    return new SeriesChoice(include, exclude, presets);
  }

  /** The choice that these lists and those of another one make together. */
  public SeriesChoice plus(SeriesChoice other) {
    Set<Preset> both = new TreeSet<>(presets);
    both.addAll(other.presets);
    return new SeriesChoice(include.plus(other.include), exclude.plus(other.exclude), both);
  }

  /** Whether nothing is left out. */
  public boolean isAll() {
    return equals(ALL);
  }

  /** What tells of each instance of one member which of its statistics go in. */
  public StatisticChooser chooser() {
    return new StatisticChooser(included(), excluded());
  }

  /**
   * This choice in one line, equal to that of another choice if their rules are the same; empty for
   * {@link #ALL}.
   */
  public String describe() {
    List<String> words = new ArrayList<>();
    for (Preset preset : new TreeSet<>(presets)) {
      words.add("preset=" + preset.id() + "@" + preset.fingerprint());
    }
    describe("", include, words);
    describe("exclude-", exclude, words);
    return String.join(" ", words);
  }

  private static void describe(String prefix, Selectors selectors, List<String> words) {
    selectors.types().forEach(type -> words.add(prefix + "type=" + Quoted.of(type)));
    selectors.instances().forEach(id -> words.add(prefix + "instance=" + Quoted.of(id)));
    selectors.statistics().forEach(name -> words.add(prefix + "stat=" + Quoted.of(name)));
    selectors.specs().forEach(spec -> words.add(prefix + "spec=" + Quoted.of(spec)));
  }

  private List<Selection> included() {
    List<Selection> rules = new ArrayList<>(include.specs());
    if (include.hasNames()) {
      rules.add(new Rule(include.types(), include.instances(), include.statistics()));
    }
    presets.forEach(preset -> preset.lines().forEach(line -> rules.add(Rule.ofLine(line))));
    return rules.isEmpty() ? List.of(Rule.EVERYTHING) : rules;
  }

  private List<Selection> excluded() {
    return Stream.of(
            exclude.types().stream().map(type -> new Rule(List.of(type), List.of(), List.of())),
            exclude.instances().stream().map(id -> new Rule(List.of(), List.of(id), List.of())),
            exclude.statistics().stream()
                .map(name -> new Rule(List.of(), List.of(), List.of(name))),
            exclude.specs().stream())
        .<Selection>flatMap(rules -> rules)
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesChoice that
        && include.equals(that.include)
        && exclude.equals(that.exclude)
        && presets.equals(that.presets);
  }

  @Override
  public int hashCode() {
    return include.hashCode() + 31 * (exclude.hashCode() + 31 * presets.hashCode());
  }

  @Override
  public String toString() {
    return isAll() ? "all" : describe();
  }
}
