package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.convert.NamingStyle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that decide what series are called. */
final class NamingMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--naming",
      paramLabel = "STYLE",
      defaultValue = "live",
      description = {
        "live: gemfire_<statistic>, as a live GemFire 10 cluster (default)",
        "typed: gemfire_<type>_<statistic> in lower case"
      })
  private NamingStyle style;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "gemfire",
      description = "Value of the labels cluster and job (default: ${DEFAULT-VALUE})")
  private String cluster;

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

  NamingOptions options() {
    try {
      return new NamingOptions(style, cluster, member, labels);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
