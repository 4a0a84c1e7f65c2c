package io.github.gfstoprometheus.config;

import io.github.gfstoprometheus.convert.LabelNames;
import io.github.gfstoprometheus.convert.LegalNames;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.convert.NamingStyle;
import io.github.gfstoprometheus.convert.Rename;
import io.github.gfstoprometheus.convert.Units;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a file says of names. */
final class NamingSection {
  private static final String METRIC_ADVICE =
      "letters, digits, underscores and colons are possible, and no digit first";

  private NamingOptions options = NamingOptions.DEFAULT;
  private final Map<String, Rename> renames = new LinkedHashMap<>();
  private final Map<String, String> labelRenames = new LinkedHashMap<>();

  NamingOptions options(YamlValue root) throws ConfigException {
    try {
      return options.withRenames(renames).withLabelRenames(labelRenames);
    } catch (IllegalArgumentException e) {
      throw root.error("names that go together", "some that do not", e.getMessage());
    }
  }

  void prefix(YamlValue value) throws ConfigException {
    String prefix = value.text();
    if (!LegalNames.isPrefix(prefix)) {
      throw value.error("a prefix of metric names", METRIC_ADVICE);
    }
    options = options.withPrefix(prefix);
  }

  void style(YamlValue value) throws ConfigException {
    options = options.withStyle(value.oneOf(NamingStyle.values()));
  }

  void units(YamlValue value) throws ConfigException {
    options = options.withUnits(value.oneOf(Units.values()));
  }

  void cluster(YamlValue value) throws ConfigException {
    options = options.withCluster(value.text());
  }

  void labels(YamlValue value) throws ConfigException {
    options = options.withLabels(labels(value, LabelNames::whyNotFree));
  }

  void renames(YamlValue value) throws ConfigException {
    value.entries((statistic, rename) -> renames.put(statistic.text(), rename(rename)));
  }

  void labelRenames(YamlValue value) throws ConfigException {
    value.entries(
        (label, name) -> {
          checkLabel(label, LabelNames::whyNotLegal);
          checkLabel(name, LabelNames::whyNotLegal);
          labelRenames.put(label.text(), name.text());
        });
  }

  /** The renames of an older converter: a name, or a mapping with one. */
  void metricMappings(YamlValue value) throws ConfigException {
    value.entries((statistic, mapping) -> renames.put(statistic.text(), mapping(mapping)));
  }

  private static Rename mapping(YamlValue value) throws ConfigException {
    if (!value.isMapping()) {
      return Rename.to(Optional.of(metric(value)), Map.of());
    }
    RenameFields fields = new RenameFields();
    value.fields(Map.of("name", fields::name, "labels", fields::labels));
    if (fields.name.isEmpty()) {
      throw value.error("a name", "a mapping without one", "add name: new_name");
    }
    return fields.rename();
  }

  private static Rename rename(YamlValue value) throws ConfigException {
    RenameFields fields = new RenameFields();
    value.fields(Map.of("name", fields::name, "labels", fields::labels, "drop", fields::drop));
    if (fields.count == 0) {
      throw value.error("name, labels or drop: true", "none of them", "say what becomes of it");
    }
    if (fields.dropped && fields.count > 1) {
      throw value.error("drop: true alone", "more", "what is dropped has no name and no labels");
    }
    return fields.rename();
  }

  /** What is said of one statistic. */
  private static final class RenameFields {
    private Optional<String> name = Optional.empty();
    private Map<String, String> labels = Map.of();
    private boolean dropped;
    private int count;

    void name(YamlValue value) throws ConfigException {
      name = Optional.of(metric(value));
      count++;
    }

    void labels(YamlValue value) throws ConfigException {
      labels = NamingSection.labels(value, LabelNames::whyNotUnused);
      count++;
    }

    void drop(YamlValue value) throws ConfigException {
      value.requireTrue();
      dropped = true;
      count++;
    }

    Rename rename() {
      return dropped ? Rename.DROP : Rename.to(name, labels);
    }
  }

  private static String metric(YamlValue value) throws ConfigException {
    String name = value.text();
    if (!LegalNames.isMetric(name)) {
      throw value.error("a metric name", METRIC_ADVICE);
    }
    return name;
  }

  private static Map<String, String> labels(
      YamlValue value, Function<String, Optional<String>> whyNot) throws ConfigException {
    Map<String, String> labels = new LinkedHashMap<>();
    value.entries(
        (name, text) -> {
          checkLabel(name, whyNot);
          labels.put(name.text(), text.text());
        });
    return labels;
  }

  private static void checkLabel(YamlValue name, Function<String, Optional<String>> whyNot)
      throws ConfigException {
    Optional<String> reason = whyNot.apply(name.text());
    if (reason.isPresent()) {
      throw name.error("the name of a label", reason.get());
    }
  }
}
