package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.Zeros;
import io.github.gfstoprometheus.selection.NamePattern;
import io.github.gfstoprometheus.selection.Preset;
import io.github.gfstoprometheus.selection.Selectors;
import io.github.gfstoprometheus.selection.SeriesChoice;
import io.github.gfstoprometheus.selection.StatisticSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose statistics; without one, all go in. */
final class SelectionMixin {
  @Option(
      names = "--type",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = {
        "Only resource types of this name, in whatever case; may be repeated, as all of these may:"
            + " a statistic goes in if its type, its instance and its name are wanted"
      })
  private List<NamePattern> types = new ArrayList<>();

  @Option(
      names = "--instance",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = "Only instances of this name")
  private List<NamePattern> instances = new ArrayList<>();

  @Option(
      names = "--stat",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = "Only statistics of this name")
  private List<NamePattern> statistics = new ArrayList<>();

  @Option(
      names = "--spec",
      paramLabel = "SPEC",
      converter = SpecConverter.class,
      description = {
        "Also what [instanceId][:typeId][.statId] says, as Geode's command stats takes it:",
        "--spec ':CachePerfStats.puts' --spec 'cachePerfStats.gets'"
      })
  private List<StatisticSpec> specs = new ArrayList<>();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Also a list of the program's: essentials (docs/essentials.md)")
  private Set<Preset> presets = new HashSet<>();

  @Option(
      names = "--exclude-type",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = "No resource types of this name, whatever else is said")
  private List<NamePattern> excludedTypes = new ArrayList<>();

  @Option(
      names = "--exclude-instance",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = "No instances of this name")
  private List<NamePattern> excludedInstances = new ArrayList<>();

  @Option(
      names = "--exclude-stat",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = "No statistics of this name: --exclude-stat '.*Time'")
  private List<NamePattern> excludedStatistics = new ArrayList<>();

  @Option(
      names = "--exclude-spec",
      paramLabel = "SPEC",
      converter = SpecConverter.class,
      description = "Nothing of what such a spec says")
  private List<StatisticSpec> excludedSpecs = new ArrayList<>();

  @Option(
      names = "--no-zero",
      description = {
        "No statistics that are zero in all of a member's archives, which are read once more to"
            + " know that"
      })
  private boolean withoutZeros;

  /** What becomes of statistics that are always zero. */
  Zeros zeros() {
    return withoutZeros ? Zeros.DROP : Zeros.KEEP;
  }

  /** What they say. */
  SeriesChoice choice() {
    return SeriesChoice.of(
        new Selectors(types, instances, statistics, specs),
        new Selectors(excludedTypes, excludedInstances, excludedStatistics, excludedSpecs),
        presets);
  }

  static final class PatternConverter implements ITypeConverter<NamePattern> {
    @Override
    public NamePattern convert(String text) {
      return parsed(NamePattern::of, text);
    }
  }

  static final class SpecConverter implements ITypeConverter<StatisticSpec> {
    @Override
    public StatisticSpec convert(String text) {
      return parsed(StatisticSpec::of, text);
    }
  }

  private static <T> T parsed(Function<String, T> parse, String text) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
