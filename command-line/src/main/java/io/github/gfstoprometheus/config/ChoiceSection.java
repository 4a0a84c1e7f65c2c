package io.github.gfstoprometheus.config;

import io.github.gfstoprometheus.config.YamlValue.Reader;
import io.github.gfstoprometheus.selection.NamePattern;
import io.github.gfstoprometheus.selection.Preset;
import io.github.gfstoprometheus.selection.Selectors;
import io.github.gfstoprometheus.selection.SeriesChoice;
import io.github.gfstoprometheus.selection.StatisticSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

/** What a file says of the statistics that go in. */
final class ChoiceSection {
  private static final String PATTERN = "a regular expression";
  private static final String NAME = "a name";

  private final Lists include = new Lists();
  private final Lists exclude = new Lists();
  private final Set<Preset> presets = EnumSet.noneOf(Preset.class);

  /** What one side lists, as it is found. */
  private static final class Lists {
    private final List<NamePattern> types = new ArrayList<>();
    private final List<NamePattern> instances = new ArrayList<>();
    private final List<NamePattern> statistics = new ArrayList<>();
    private final List<StatisticSpec> specs = new ArrayList<>();

    Selectors selectors() {
      return new Selectors(types, instances, statistics, specs);
    }

    void read(YamlValue value) throws ConfigException {
      value.fields(
          Map.of(
              "types", into(types, PATTERN, NamePattern::of),
              "instances", into(instances, PATTERN, NamePattern::of),
              "statistics", into(statistics, PATTERN, NamePattern::of),
              "specs", into(specs, "a spec of regular expressions", StatisticSpec::of)));
    }
  }

  SeriesChoice choice() {
    return SeriesChoice.of(include.selectors(), exclude.selectors(), presets);
  }

  void include(YamlValue value) throws ConfigException {
    include.read(value);
  }

  void exclude(YamlValue value) throws ConfigException {
    exclude.read(value);
  }

  void preset(YamlValue value) throws ConfigException {
    presets.add(value.oneOf(Preset.values()));
  }

  /** The lists of an older converter, which are of plain names. */
  void filters(YamlValue value) throws ConfigException {
    value.fields(
        Map.of(
            "include_resource_types", into(include.types, NAME, NamePattern::ofName),
            "exclude_resource_types", into(exclude.types, NAME, NamePattern::ofName),
            "include_stats", into(include.statistics, NAME, NamePattern::ofName),
            "exclude_stats", into(exclude.statistics, NAME, NamePattern::ofName)));
  }

  private static <T> Reader into(List<T> list, String what, Function<String, T> parse) {
    return value -> {
      for (YamlValue item : value.list()) {
        String text = item.text();
        try {
          list.add(parse.apply(text));
        } catch (IllegalArgumentException e) {
          throw item.error(what, reason(e));
        }
      }
    };
  }

  /** The text itself stands in the error already. */
  private static String reason(IllegalArgumentException e) {
    return e.getCause() instanceof PatternSyntaxException syntax
        ? syntax.getDescription() + " at character " + (syntax.getIndex() + 1)
        : e.getMessage();
  }
}
