package io.github.gfstoprometheus.selection;

import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.ResourceType;
import io.github.gfstoprometheus.archive.StatisticDescriptor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Applies a choice to the instances of one member, one after the other. What follows from the type
 * alone is worked out once for each type.
 */
public final class StatisticChooser {
  private final List<Selection> included;
  private final List<Selection> excluded;
  private final IdentityHashMap<ResourceType, TypeChoice> choiceOf = new IdentityHashMap<>();

  StatisticChooser(List<Selection> included, List<Selection> excluded) {
    this.included = List.copyOf(included);
    this.excluded = List.copyOf(excluded);
  }

  /** The statistics of an instance that go in, by their index; the caller's own. */
  public BitSet chosen(ResourceInstance instance) {
    TypeChoice choice = choiceOf.computeIfAbsent(instance.type(), this::choice);
    BitSet chosen = choice.included().of(instance);
    if (!chosen.isEmpty()) {
      chosen.andNot(choice.excluded().of(instance));
    }
    return chosen;
  }

  /** Forgets the types of an archive that has ended. */
  public void forgetTypes() {
    choiceOf.clear();
  }

  private record TypeChoice(Matches included, Matches excluded) {}

  private TypeChoice choice(ResourceType type) {
    return new TypeChoice(Matches.of(included, type), Matches.of(excluded, type));
  }

  /**
   * What matches in a type.
   *
   * @param always the statistics that match in every instance
   * @param sometimes those that match in some
   */
  private record Matches(BitSet always, List<InSomeInstances> sometimes) {
    static Matches of(List<Selection> selections, ResourceType type) {
      BitSet always = new BitSet();
      List<InSomeInstances> sometimes = new ArrayList<>();
      for (Selection selection : selections) {
        if (!selection.matchesType(type.name())) {
          continue;
        }
        BitSet statistics = statistics(selection, type);
        if (selection.isForAllInstances()) {
          always.or(statistics);
        } else if (!statistics.isEmpty()) {
          sometimes.add(new InSomeInstances(selection, statistics));
        }
      }
      return new Matches(always, sometimes);
    }

    private static BitSet statistics(Selection selection, ResourceType type) {
      BitSet matching = new BitSet();
      List<StatisticDescriptor> statistics = type.statistics();
      for (int i = 0; i < statistics.size(); i++) {
        matching.set(i, selection.matchesStatistic(statistics.get(i).name()));
      }
      return matching;
    }

    BitSet of(ResourceInstance instance) {
      BitSet all = (BitSet) always.clone();
      for (InSomeInstances some : sometimes) {
        if (some.selection().matchesInstance(instance.textId(), instance.numericId())) {
          all.or(some.statistics());
        }
      }
      return all;
    }
  }

  private record InSomeInstances(Selection selection, BitSet statistics) {}
}
