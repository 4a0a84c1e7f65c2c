package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.config.ConfigException;
import io.github.gfstoprometheus.config.ConfigFile;
import io.github.gfstoprometheus.config.Configuration;
import io.github.gfstoprometheus.convert.ConversionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that decide which series there are and what they are called, and a file of both. */
final class SeriesMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "A file in YAML that says which statistics go in and what series are called: see"
            + " docs/config.md. Options win over it; lists of both are one"
      })
  private Optional<Path> file = Optional.empty();

  @Mixin private SelectionMixin selection;
  @Mixin private TimeMixin time;
  @Mixin private NamingMixin naming;

  /** What file and options say together. */
  ConversionOptions options() {
    Configuration written = file.isEmpty() ? Configuration.DEFAULT : read(file.get());
    try {
      return new ConversionOptions(
          naming.over(written.naming()),
          written.choice().plus(selection.choice()),
          time.window(),
          time.every(),
          selection.zeros());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Configuration read(Path config) {
    try {
      return ConfigFile.read(config);
    } catch (ConfigException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--config " + Failures.message(e), e);
    }
  }
}
