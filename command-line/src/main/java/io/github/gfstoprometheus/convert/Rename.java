package io.github.gfstoprometheus.convert;

import java.util.Map;
import java.util.Optional;

/**
 * What a statistic is called instead of its own name.
 *
 * @param fate whether it has series at all
 * @param metric the whole name of its metric, if that is another
 * @param labels labels that its series have beside the others
 */
public record Rename(Fate fate, Optional<String> metric, Map<String, String> labels) {
  /** A statistic that has no series. */
  public static final Rename DROP = new Rename(Fate.DROPPED, Optional.empty(), Map.of());

  /** Whether a statistic has series. */
  public enum Fate {
    /** It has. */
    KEPT,
    /** It has none. */
    DROPPED
  }

  /** Takes the labels as they are now. */
  public Rename {
    labels = Map.copyOf(labels);
  }

  /** Another name, other labels, or both. */
  public static Rename to(Optional<String> metric, Map<String, String> labels) {
    return new Rename(Fate.KEPT, metric, labels);
  }

  boolean isDrop() {
    return fate == Fate.DROPPED;
  }
}
