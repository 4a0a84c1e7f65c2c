package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ResourceType;
import io.github.gfstoprometheus.archive.StatisticDescriptor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the statistics of a type are called, and how their values become those of series. */
final class TypeNames {
  private final NamingOptions options;
  private final ResourceType type;
  private final List<StatisticName> names = new ArrayList<>();
  private final BitSet dropped = new BitSet();
  private final BaseUnit[] units;
  private boolean scaled;

  private TypeNames(NamingOptions options, ResourceType type) {
    this.options = options;
    this.type = type;
    this.units = new BaseUnit[type.statistics().size()];
  }

  /**
   * What the series of a statistic are called.
   *
   * @param distinction the value of the label that tells it from another one of its metric, or
   *     empty
   * @param labels labels that only this statistic has
   */
  record StatisticName(String metric, String distinction, Map<String, String> labels) {}

  static TypeNames of(ResourceType type, NamingOptions options) {
    TypeNames names = new TypeNames(options, type);
    Set<List<Object>> used = new HashSet<>();
    List<StatisticDescriptor> statistics = type.statistics();
    for (int i = 0; i < statistics.size(); i++) {
      names.add(statistics.get(i), used);
    }
    return names;
  }

  private void add(StatisticDescriptor descriptor, Set<List<Object>> used) {
    int statistic = names.size();
    Optional<Rename> rename = options.rename(type.name(), descriptor.name());
    boolean isBase = options.units() == Units.BASE;
    BaseUnit unit = isBase ? BaseUnit.of(descriptor.unit()) : BaseUnit.OTHER;
    String own = isBase ? BaseName.of(descriptor, unit) : descriptor.name();
    String metric =
        rename
            .flatMap(Rename::metric)
            .orElseGet(() -> LegalNames.metric(options.style().metric(prefix(), type, own)));
    Map<String, String> labels = new TreeMap<>();
    rename.ifPresent(
        other ->
            other
                .labels()
                .forEach((name, value) -> labels.put(name, LegalNames.labelValue(value))));
    labels.values().removeIf(String::isEmpty);
    boolean isFirst = used.add(List.of(metric, labels));
    String distinction = isFirst ? "" : distinct(metric, labels, descriptor.name(), used);
    names.add(new StatisticName(metric, distinction, labels));
    dropped.set(statistic, rename.map(Rename::isDrop).orElse(false));
    units[statistic] = unit;
    scaled |= unit.isScaled();
  }

  private String prefix() {
    String prefix = options.prefix();
    return prefix.isEmpty() || prefix.endsWith("_") ? prefix : prefix + "_";
  }

  /** Two statistics of one type may even have one name, or none. */
  private static String distinct(
      String metric, Map<String, String> labels, String statistic, Set<List<Object>> used) {
    String legal = LegalNames.labelValue(statistic);
    String distinct = legal;
    for (int n = 2; distinct.isEmpty() || !used.add(List.of(metric, labels, distinct)); n++) {
      distinct = legal + "#" + n;
    }
    return distinct;
  }

  int size() {
    return names.size();
  }

  StatisticName name(int statistic) {
    return names.get(statistic);
  }

  /** What the archive says of a statistic. */
  MetricMetadata metadata(int statistic) {
    return MetricMetadata.of(type.statistics().get(statistic), units[statistic]);
  }

  /** How the archive calls a statistic. */
  String original(int statistic) {
    return type.name() + "." + type.statistics().get(statistic).name();
  }

  /** The statistics that are to have no series; not to be changed. */
  BitSet dropped() {
    return dropped;
  }

  /** Whether there is a value that is not the archive's. */
  boolean isScaled() {
    return scaled;
  }

  /** The value of a series for one of the archive. */
  long scaled(int statistic, long valueBits) {
    return units[statistic].scaled(valueBits);
  }
}
