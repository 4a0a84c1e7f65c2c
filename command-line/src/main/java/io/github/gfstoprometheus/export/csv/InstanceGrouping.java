package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.convert.PossibleLabels;
import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the series that belong to one row, and names their columns. */
final class InstanceGrouping {
  private final List<String> ofInstances;
  private final List<String> ofStatistics;

  InstanceGrouping(PossibleLabels labels) {
    this.ofInstances = labels.ofInstances();
    this.ofStatistics = labels.ofStatistics();
  }

  /** The instances of a batch, in the order in which they come. */
  Collection<InstanceSeries> group(Batch batch) {
    Map<List<String>, InstanceSeries> instances = new LinkedHashMap<>();
    Optional<InstanceSeries> before = Optional.empty();
    for (int number = 0; number < batch.seriesCount(); number++) {
      LabelSet labels = batch.labels(number);
      InstanceSeries instance =
          before
              .filter(one -> isSame(one.labels(), labels))
              .orElseGet(
                  () ->
                      instances.computeIfAbsent(key(labels), values -> new InstanceSeries(labels)));
      instance.add(column(labels), number);
      before = Optional.of(instance);
    }
    return instances.values();
  }

  /**
   * The series of an instance mostly follow one another: to see that is quicker than to look up.
   */
  private boolean isSame(LabelSet one, LabelSet other) {
    for (String name : ofInstances) {
      if (!one.value(name).equals(other.value(name))) {
        return false;
      }
    }
    return true;
  }

  private List<String> key(LabelSet labels) {
    return ofInstances.stream().map(labels::value).toList();
  }

  /** The metric; as in PromQL with the labels that tell it from another one of its name. */
  private String column(LabelSet labels) {
    String metric = labels.value(LabelSet.METRIC_NAME);
    Map<String, String> distinctions = new HashMap<>();
    for (String name : ofStatistics) {
      String value = labels.value(name);
      if (!value.isEmpty()) {
        distinctions.put(name, value);
      }
    }
    return distinctions.isEmpty() ? metric : metric + LabelSet.of(distinctions);
  }
}
