package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.ResourceType;
import io.github.gfstoprometheus.archive.StatisticDescriptor;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The labels of the series of one member.
 *
 * <pre>
 * __name__            gemfire_&lt;statistic&gt;
 * category            resource type
 * exported_instance   the instance's text id
 * instance, member    the member
 * member_type         locator, server or client, where known
 * job, cluster        the cluster
 * duplicate           2, 3, … on all but the first of several live instances of one name
 * statistic           the statistic's own name, where another's of the type became the same metric
 * </pre>
 */
final class SeriesLabels {
  static final String CATEGORY = "category";
  static final String INSTANCE_NAME = "exported_instance";
  static final String DUPLICATE = "duplicate";
  static final String STATISTIC = "statistic";
  private static final int FIRST = 1;

  private final NamingStyle style;
  private final LabelSet memberLabels;
  private final ConversionFigures figures;
  private final IdentityHashMap<ResourceType, Names> namesOf = new IdentityHashMap<>();

  SeriesLabels(NamingOptions options, Member member, ConversionFigures figures) {
    this.style = options.style();
    this.figures = figures;
    Map<String, String> labels = new HashMap<>();
    String name = LegalNames.labelValue(member.name());
    labels.put("instance", name);
    labels.put("member", name);
    member.type().ifPresent(type -> labels.put("member_type", type));
    labels.put("job", options.cluster());
    labels.put("cluster", options.cluster());
    labels.putAll(options.labels());
    this.memberLabels = LabelSet.of(labels);
  }

  LabelSet memberLabels() {
    return memberLabels;
  }

  /** What an instance has in common with others of its name. */
  static DuplicateNumbers.Key key(ResourceInstance instance) {
    return new DuplicateNumbers.Key(
        LegalNames.labelValue(instance.type().name()), LegalNames.labelValue(instance.textId()));
  }

  /** The labels of an instance's series, one for each statistic of its type. */
  LabelSet[] of(ResourceInstance instance, int duplicate) {
    DuplicateNumbers.Key key = key(instance);
    LabelSet common =
        memberLabels.with(CATEGORY, key.category()).with(INSTANCE_NAME, key.instanceName());
    if (duplicate > FIRST) {
      common = common.with(DUPLICATE, String.valueOf(duplicate));
    }
    Names names = namesOf.computeIfAbsent(instance.type(), this::names);
    LabelSet[] labels = new LabelSet[names.metrics().size()];
    for (int statistic = 0; statistic < labels.length; statistic++) {
      labels[statistic] =
          common
              .with(LabelSet.METRIC_NAME, names.metrics().get(statistic))
              .with(STATISTIC, names.statistics().get(statistic));
    }
    return labels;
  }

  /** Forgets the types of an archive that has ended. */
  void forgetTypes() {
    namesOf.clear();
  }

  /** Metric names by statistic, and the value of the label that tells equal ones apart, or "". */
  private record Names(List<String> metrics, List<String> statistics) {}

  private Names names(ResourceType type) {
    List<String> metrics = new ArrayList<>();
    List<String> statistics = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (StatisticDescriptor descriptor : type.statistics()) {
      String statistic = descriptor.name();
      String metric = LegalNames.metric(style.metric(type, statistic));
      boolean isFirst = used.add(metric);
      metrics.add(metric);
      String label = isFirst ? "" : distinct(metric, statistic, used);
      statistics.add(label);
      if (!isFirst) {
        figures.nameClash(type.name() + "." + statistic, metric, label);
      }
    }
    return new Names(metrics, statistics);
  }

  /** Two statistics of one type may even have one name, or none. */
  private static String distinct(String metric, String statistic, Set<String> used) {
    String legal = LegalNames.labelValue(statistic);
    String distinct = legal;
    for (int n = 2; distinct.isEmpty() || !used.add(metric + "\0" + distinct); n++) {
      distinct = legal + "#" + n;
    }
    return distinct;
  }
}
