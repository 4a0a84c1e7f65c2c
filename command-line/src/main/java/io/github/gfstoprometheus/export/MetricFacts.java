package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.MetricMetadata;
import java.util.List;

/**
 * What is known of a metric when all of its samples have been seen.
 *
 * @param told what members say of it, each different thing once, in the order of members
 * @param range which values it has
 */
public record MetricFacts(List<MetricMetadata> told, Range range) {
  /** Which values a metric has. */
  public enum Range {
    /** All are zero or more, and none is a stale marker or another NaN. */
    COUNTS,
    /** Not only those. */
    ANY
  }

  /** Copies the list. */
  public MetricFacts {
    told = List.copyOf(told);
  }
}
