package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.convert.NamingStyle;
import io.github.gfstoprometheus.convert.Units;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that decide what series are called. */
final class NamingMixin {
  @Option(
      names = "--naming",
      paramLabel = "STYLE",
      description = {
        "live: gemfire_<statistic>, as a live GemFire 10 cluster (default)",
        "typed: gemfire_<type>_<statistic> in lower case"
      })
  private Optional<NamingStyle> style = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      description = "What metric names begin with, instead of gemfire: --prefix geode")
  private Optional<String> prefix = Optional.empty();

  @Option(
      names = "--units",
      paramLabel = "UNITS",
      description = {
        "archive: values and names as they are (default)",
        "base: seconds, bytes and ratios, with names that say so: gemfire_putTime_seconds_total"
      })
  private Optional<Units> units = Optional.empty();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Value of the labels cluster and job (default: gemfire)")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description = "The member's name (default: what the archive says, else its file name)")
  private Optional<String> member = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A further label on every series; may be repeated")
  private Map<String, String> labels = new LinkedHashMap<>();

  /**
   * Those options with what these say.
   *
   * @throws IllegalArgumentException if names are illegal or do not go together
   */
  NamingOptions over(NamingOptions written) {
    NamingOptions options = written;
    options = style.map(options::withStyle).orElse(options);
    options = prefix.map(options::withPrefix).orElse(options);
    options = units.map(options::withUnits).orElse(options);
    options = cluster.map(options::withCluster).orElse(options);
    options = member.map(options::withMember).orElse(options);
    Map<String, String> both = new HashMap<>(written.labels());
    both.putAll(labels);
    return options.withLabels(both);
  }
}
