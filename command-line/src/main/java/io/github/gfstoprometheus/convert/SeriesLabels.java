package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.ResourceType;
import io.github.gfstoprometheus.convert.TypeNames.StatisticName;
import io.github.gfstoprometheus.members.Member;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

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
  private static final int FIRST = 1;

  private final NamingOptions options;
  private final LabelSet memberLabels;
  private final ConversionFigures figures;
  private final MetricCatalog metrics = new MetricCatalog();
  private final IdentityHashMap<ResourceType, TypeNames> namesOf = new IdentityHashMap<>();

  SeriesLabels(NamingOptions options, Member member, ConversionFigures figures) {
    this.options = options;
    this.figures = figures;
    Map<String, String> labels = new HashMap<>();
    String name = LegalNames.labelValue(member.name());
    labels.put(LabelNames.INSTANCE, name);
    labels.put(LabelNames.MEMBER, name);
    member.type().ifPresent(type -> labels.put(LabelNames.MEMBER_TYPE, type));
    labels.put(LabelNames.JOB, options.cluster());
    labels.put(LabelNames.CLUSTER, options.cluster());
    labels.putAll(options.labels());
    Map<String, String> renamed = new HashMap<>();
    labels.forEach((label, value) -> renamed.put(options.label(label), value));
    this.memberLabels = LabelSet.of(renamed);
  }

  LabelSet memberLabels() {
    return memberLabels;
  }

  /** What the label of the member says, whatever it is called. */
  String memberName() {
    return memberLabels.value(options.label(LabelNames.MEMBER));
  }

  /** What an instance has in common with others of its name. */
  static DuplicateNumbers.Key key(ResourceInstance instance) {
    return new DuplicateNumbers.Key(
        LegalNames.labelValue(instance.type().name()), LegalNames.labelValue(instance.textId()));
  }

  /** What the statistics of a type are called. */
  TypeNames names(ResourceType type) {
    return namesOf.computeIfAbsent(type, this::newNames);
  }

  private TypeNames newNames(ResourceType type) {
    TypeNames names = TypeNames.of(type, options);
    for (int i = 0; i < names.size(); i++) {
      metrics.put(names.name(i).metric(), names.metadata(i));
    }
    return names;
  }

  /** What the archives say of metrics. */
  MetricCatalog metrics() {
    return metrics;
  }

  /** The labels that all series of an instance have. */
  LabelSet common(ResourceInstance instance, int duplicate) {
    DuplicateNumbers.Key key = key(instance);
    LabelSet common =
        memberLabels
            .with(options.label(LabelNames.CATEGORY), key.category())
            .with(options.label(LabelNames.INSTANCE_NAME), key.instanceName());
    return duplicate > FIRST
        ? common.with(options.label(LabelNames.DUPLICATE), String.valueOf(duplicate))
        : common;
  }

  /** The labels of a series, which is about to be opened. */
  LabelSet of(LabelSet common, TypeNames names, int statistic) {
    StatisticName name = names.name(statistic);
    LabelSet labels = common.with(LabelSet.METRIC_NAME, name.metric());
    for (Map.Entry<String, String> label : name.labels().entrySet()) {
      labels = labels.with(options.label(label.getKey()), label.getValue());
    }
    if (name.distinction().isEmpty()) {
      return labels;
    }
    String distinguishing = options.label(LabelNames.STATISTIC);
    figures.nameClash(names.original(statistic), name.metric(), distinguishing, name.distinction());
    return labels.with(distinguishing, name.distinction());
  }

  /** Forgets the types of an archive that has ended. */
  void forgetTypes() {
    namesOf.clear();
  }
}
