package io.github.gfstoprometheus.selection;

/** Something that picks statistics: it must match the type, the instance and the statistic. */
interface Selection {
  boolean matchesType(String name);

  boolean matchesInstance(String textId, long numericId);

  boolean matchesStatistic(String name);

  /** Whether it is the same for all instances of a type. */
  boolean isForAllInstances();
}
