package io.github.gfstoprometheus.export.openmetrics;

import io.github.gfstoprometheus.convert.MetricMetadata;
import io.github.gfstoprometheus.export.MetricFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The family of a metric: what a text says once, before its samples. Metrics keep their names, so a
 * family has one of them.
 *
 * <p>OpenMetrics calls {@code x} the family of the counter {@code x_total}, and takes no other
 * counters. Nor does it take a counter with a sample that is negative or NaN; a stale marker is
 * NaN, so that counters are rare here: those of series which all go on to the end of a window. What
 * counts up and may not be a counter is {@code unknown}, as is what members do not agree on.
 *
 * @param name the metric's name, less the suffix of a counter
 * @param unit is given only if the name ends in it, as OpenMetrics demands
 */
record MetricFamily(String name, Type type, Optional<String> unit, String help) {
  private static final String TOTAL = "_total";
  private static final String CREATED = "_created";

  enum Type {
    COUNTER("counter"),
    GAUGE("gauge"),
    UNKNOWN("unknown");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** As the format writes it. */
    String text() {
      return text;
    }
  }

  /**
   * The family of a metric.
   *
   * @param metrics all metrics of the text, by their names
   */
  static MetricFamily of(String metric, Map<String, MetricFacts> metrics) {
    MetricFacts facts = metrics.get(metric);
    Type type = type(metric, facts, metrics);
    String name = type == Type.COUNTER ? without(TOTAL, metric) : metric;
    // Where members differ, it is the first that counts.
    Optional<MetricMetadata> told = facts.told().stream().findFirst();
    String unit = told.map(MetricMetadata::unit).orElse("");
    String help = told.map(MetricMetadata::help).orElse("");
    if (!unit.isEmpty() && name.endsWith("_" + unit)) {
      return new MetricFamily(name, type, Optional.of(unit), help);
    }
    String withUnit = unit.isEmpty() ? help : (help + " [" + unit + "]").strip();
    return new MetricFamily(name, type, Optional.empty(), withUnit);
  }

  private static Type type(String metric, MetricFacts facts, Map<String, MetricFacts> metrics) {
    List<MetricMetadata> told = facts.told();
    if (!told.isEmpty() && told.stream().noneMatch(MetricMetadata::counter)) {
      return Type.GAUGE;
    }
    boolean counts =
        !told.isEmpty()
            && told.stream().allMatch(MetricMetadata::counter)
            && facts.range() == MetricFacts.Range.COUNTS;
    return counts && isFreeForCounter(metric, metrics) ? Type.COUNTER : Type.UNKNOWN;
  }

  /**
   * Whether a counter of this name would clash with no other metric: {@code x_total} takes the
   * names {@code x} and {@code x_created} too.
   */
  private static boolean isFreeForCounter(String metric, Map<String, MetricFacts> metrics) {
    String family = without(TOTAL, metric);
    if (family.equals(metric) || family.isEmpty()) {
      return false;
    }
    String creator = without(CREATED, family);
    boolean isCreatedOfOther = !creator.equals(family) && metrics.containsKey(creator + TOTAL);
    return !metrics.containsKey(family)
        && !metrics.containsKey(family + CREATED)
        && !metrics.containsKey(family + CREATED + TOTAL)
        && !isCreatedOfOther;
  }

  private static String without(String suffix, String name) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  /** The lines that say so. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (!help.isEmpty()) {
      line(text, "HELP", EscapedText.of(help));
    }
    line(text, "TYPE", type.text());
    unit.ifPresent(suffix -> line(text, "UNIT", suffix));
    return text.toString();
  }

  private void line(StringBuilder text, String what, String content) {
    text.append("# ").append(what).append(' ').append(name).append(' ');
    text.append(content).append('\n');
  }
}
