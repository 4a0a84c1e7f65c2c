package io.github.gfstoprometheus.convert;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user decides about names.
 *
 * @param style how metrics are called
 * @param cluster the value of the labels {@code cluster} and {@code job}
 * @param member the member's name, where the archive's own answer is not wanted
 * @param labels further labels; they may replace {@code cluster}, {@code job}, {@code instance},
 *     {@code member} and {@code member_type}
 */
public record NamingOptions(
    NamingStyle style, String cluster, Optional<String> member, Map<String, String> labels) {
  /** Names as a live cluster has them. */
  public static final NamingOptions DEFAULT =
      new NamingOptions(NamingStyle.LIVE, "gemfire", Optional.empty(), Map.of());

  /** Labels that tell series apart, which no user may set. */
  private static final Set<String> IDENTITY =
      Set.of(
          SeriesLabels.CATEGORY,
          SeriesLabels.INSTANCE_NAME,
          SeriesLabels.DUPLICATE,
          SeriesLabels.STATISTIC);

  /**
   * Checks the labels.
   *
   * @throws IllegalArgumentException if a label has an illegal name or one that tells series apart
   */
  public NamingOptions {
    labels = Map.copyOf(labels);
    for (String name : labels.keySet()) {
      if (!LegalNames.isLabel(name) || name.startsWith("__")) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no label name: letters, digits and underscores are possible");
      }
      if (IDENTITY.contains(name)) {
        throw new IllegalArgumentException(
            "label \"" + name + "\" tells series apart and cannot be set");
      }
    }
  }
}
