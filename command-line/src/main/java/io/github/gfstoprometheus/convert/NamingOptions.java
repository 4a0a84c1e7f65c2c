package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.selection.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a user decides about names: {@link #DEFAULT}, with what is to be different.
 *
 * @param prefix what metric names begin with; an underscore stands between it and the rest
 * @param style how metrics are called
 * @param units in what units values are
 * @param cluster the value of the labels {@code cluster} and {@code job}
 * @param member the member's name, where the archive's own answer is not wanted
 * @param labels further labels; they may replace {@code cluster}, {@code job}, {@code instance},
 *     {@code member} and {@code member_type}
 * @param renames statistics that are called otherwise, by {@code Type.statistic} or, for any type,
 *     by {@code statistic} alone
 * @param labelRenames labels that are called otherwise, by their names here
 */
public record NamingOptions(
    String prefix,
    NamingStyle style,
    Units units,
    String cluster,
    Optional<String> member,
    Map<String, String> labels,
    Map<String, Rename> renames,
    Map<String, String> labelRenames) {
  /** Names as a live cluster has them. */
  public static final NamingOptions DEFAULT =
      new NamingOptions(
          "gemfire",
          NamingStyle.LIVE,
          Units.ARCHIVE,
          "gemfire",
          Optional.empty(),
          Map.of(),
          Map.of(),
          Map.of());

  /**
   * Checks all names.
   *
   * @throws IllegalArgumentException if one is illegal, or two labels would have the same
   */
  public NamingOptions {
    labels = Map.copyOf(labels);
    renames = Map.copyOf(renames);
    labelRenames = Map.copyOf(labelRenames);
    LegalNames.requirePrefix(prefix);
    labels.keySet().forEach(LabelNames::requireFree);
    for (Rename rename : renames.values()) {
      rename.metric().ifPresent(LegalNames::requireMetric);
      rename.labels().keySet().forEach(LabelNames::requireUnused);
    }
    labelRenames.values().forEach(LabelNames::requireLegal);
    LabelNames.requireDistinct(labels, renames, labelRenames);
  }

  /** These options with another prefix; the empty one is none at all. */
  public NamingOptions withPrefix(String other) {
    return new NamingOptions(other, style, units, cluster, member, labels, renames, labelRenames);
  }

  /** These options with another style. */
  public NamingOptions withStyle(NamingStyle other) {
    return new NamingOptions(prefix, other, units, cluster, member, labels, renames, labelRenames);
  }

  /** These options with other units. */
  public NamingOptions withUnits(Units other) {
    return new NamingOptions(prefix, style, other, cluster, member, labels, renames, labelRenames);
  }

  /** These options with another cluster. */
  public NamingOptions withCluster(String other) {
    return new NamingOptions(prefix, style, units, other, member, labels, renames, labelRenames);
  }

  /** These options with a member of this name. */
  public NamingOptions withMember(String name) {
    return new NamingOptions(
        prefix, style, units, cluster, Optional.of(name), labels, renames, labelRenames);
  }

  /** These options with other labels. */
  public NamingOptions withLabels(Map<String, String> others) {
    return new NamingOptions(prefix, style, units, cluster, member, others, renames, labelRenames);
  }

  /** These options with other renames of statistics. */
  public NamingOptions withRenames(Map<String, Rename> others) {
    return new NamingOptions(prefix, style, units, cluster, member, labels, others, labelRenames);
  }

  /** These options with other renames of labels. */
  public NamingOptions withLabelRenames(Map<String, String> others) {
    return new NamingOptions(prefix, style, units, cluster, member, labels, renames, others);
  }

  /** Whether statistics are left out because they have no name. */
  public boolean dropsStatistics() {
    return renames.values().stream().anyMatch(Rename::isDrop);
  }

  /** The name of a label, which may be another than its own. */
  String label(String name) {
    return labelRenames.getOrDefault(name, name);
  }

  /** What a statistic is called by, if not by its own name. */
  Optional<Rename> rename(String type, String statistic) {
    Rename named = renames.get(type + "." + statistic);
    return Optional.ofNullable(named == null ? renames.get(statistic) : named);
  }

  /** What is not the default, in one line that is equal to another's if the options are. */
  public String describe() {
    List<String> words = new ArrayList<>();
    if (!prefix.equals(DEFAULT.prefix)) {
      words.add("prefix=" + Quoted.of(prefix));
    }
    if (style != DEFAULT.style) {
      words.add("naming=" + style.name().toLowerCase(Locale.ROOT));
    }
    if (units != DEFAULT.units) {
      words.add("units=" + units.name().toLowerCase(Locale.ROOT));
    }
    if (!cluster.equals(DEFAULT.cluster)) {
      words.add("cluster=" + Quoted.of(cluster));
    }
    member.ifPresent(name -> words.add("member=" + Quoted.of(name)));
    new TreeMap<>(labels).forEach((name, value) -> words.add("label=" + pair(name, value)));
    new TreeMap<>(renames).forEach((name, rename) -> words.add("rename=" + text(name, rename)));
    new TreeMap<>(labelRenames)
        .forEach((name, other) -> words.add("label-rename=" + pair(name, other)));
    return String.join(" ", words);
  }

  private static String pair(String name, String value) {
    return Quoted.of(name) + ":" + Quoted.of(value);
  }

  private static String text(String name, Rename rename) {
    StringBuilder text = new StringBuilder(Quoted.of(name)).append(rename.isDrop() ? ":drop" : "");
    rename.metric().ifPresent(metric -> text.append(':').append(Quoted.of(metric)));
    new TreeMap<>(rename.labels())
        .forEach((label, value) -> text.append(",").append(pair(label, value)));
    return text.toString();
  }
}
