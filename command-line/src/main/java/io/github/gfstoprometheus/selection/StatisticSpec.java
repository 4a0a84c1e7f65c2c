package io.github.gfstoprometheus.selection;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Geode's own {@code stats} command takes to choose statistics:
 *
 * <pre>{@code
 * [instanceId][:typeId][.statId]
 * }</pre>
 *
 * <p>The last dot begins the statistic, the first colon before it the type; a part that is missing
 * or empty matches everything. Each part is a regular expression, in whatever case, that must match
 * the whole of a name. As Geode has it, a type may have anything before what the expression says,
 * and an instance is found by its text id or its number.
 */
public final class StatisticSpec implements Selection, Comparable<StatisticSpec> {
  private final String text;
  private final Optional<Pattern> instance;
  private final Optional<Pattern> type;
  private final Optional<Pattern> statistic;

  private StatisticSpec(String text, String instance, String type, String statistic) {
    this.text = text;
    this.instance = pattern("", instance);
    this.type = pattern(".*", type);
    this.statistic = pattern("", statistic);
  }

  /**
   * The spec that is written so.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static StatisticSpec of(String text) {
    if (text.startsWith("+")) {
      throw new IllegalArgumentException(
          "\"%s\" asks for a sum, which series are not: leave the + out, and sum in a query"
              .formatted(text));
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "a spec is empty: [instanceId][:typeId][.statId] is expected, such as :VMStats");
    }
    int dot = text.lastIndexOf('.');
    String instanceAndType = dot < 0 ? text : text.substring(0, dot);
    String statistic = dot < 0 ? "" : text.substring(dot + 1);
    int colon = instanceAndType.indexOf(':');
    String instance = colon < 0 ? instanceAndType : instanceAndType.substring(0, colon);
    String type = colon < 0 ? "" : instanceAndType.substring(colon + 1);
    return new StatisticSpec(text, instance, type, statistic);
  }

  private static Optional<Pattern> pattern(String before, String regularExpression) {
    if (regularExpression.isEmpty()) {
      return Optional.empty();
    }
    NamePattern.compile(regularExpression); // its message has only what the user wrote
    return Optional.of(NamePattern.compile(before + regularExpression));
  }

  @Override
  public boolean matchesType(String name) {
    return matches(type, name);
  }

  @Override
  public boolean matchesStatistic(String name) {
    return matches(statistic, name);
  }

  @Override
  public boolean matchesInstance(String textId, long numericId) {
    return matches(instance, textId) || matches(instance, String.valueOf(numericId));
  }

  @Override
  public boolean isForAllInstances() {
    return instance.isEmpty();
  }

  private static boolean matches(Optional<Pattern> pattern, String name) {
    return pattern.isEmpty() || pattern.get().matcher(name).matches();
  }

  @Override
  public int compareTo(StatisticSpec other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatisticSpec that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
