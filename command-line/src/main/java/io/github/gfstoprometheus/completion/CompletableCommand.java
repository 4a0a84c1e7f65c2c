package io.github.gfstoprometheus.completion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's model as completion wants it: without what is hidden, with the values of enums as the
 * help writes them, and with a path a path also where it may be left out.
 */
final class CompletableCommand {
  private CompletableCommand() {}

  static CommandSpec of(CommandSpec command) {
    CommandSpec copy = CommandSpec.create().name(command.name());
    // What is in descriptions has been put in for the variables there.
    copy.interpolateVariables(false);
    copy.usageMessage().description(formatted(command.usageMessage().description()));
    command.options().stream()
        .filter(option -> !option.hidden())
        // Theirs is the order in which a JVM tells methods, which is another one now and then.
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(option -> copy.addOption(option(command, option)));
    command.positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .forEach(parameter -> copy.addPositional(parameter(command, parameter)));
    command
        .subcommands()
        .forEach(
            (name, line) -> {
              if (!line.getCommandSpec().usageMessage().hidden()) {
                copy.addSubcommand(name, of(line.getCommandSpec()));
              }
            });
    return copy;
  }

  /** As help prints it: of options it is that already, of commands it is a format yet. */
  private static String[] formatted(String... description) {
    return Arrays.stream(description).map(String::formatted).toArray(String[]::new);
  }

  private static OptionSpec option(CommandSpec command, OptionSpec option) {
    String[] names = option.names();
    OptionSpec.Builder copy =
        OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
            .usageHelp(option.usageHelp())
            .versionHelp(option.versionHelp())
            .arity(option.arity())
            .type(type(option))
            .auxiliaryTypes(option.auxiliaryTypes())
            .paramLabel(option.paramLabel())
            .description(option.description());
    if (option.completionCandidates() != null) {
      copy.completionCandidates(candidates(command, option));
    }
    return copy.build();
  }

  private static PositionalParamSpec parameter(CommandSpec command, PositionalParamSpec parameter) {
    PositionalParamSpec.Builder copy =
        PositionalParamSpec.builder()
            .index(parameter.index())
            .arity(parameter.arity())
            .type(type(parameter))
            .auxiliaryTypes(parameter.auxiliaryTypes())
            .paramLabel(parameter.paramLabel())
            .description(parameter.description());
    if (parameter.completionCandidates() != null) {
      copy.completionCandidates(candidates(command, parameter));
    }
    return copy.build();
  }

  private static Class<?> type(ArgSpec argument) {
    return argument.typeInfo().isOptional() ? argument.auxiliaryTypes()[0] : argument.type();
  }

  private static List<String> candidates(CommandSpec command, ArgSpec argument) {
    Stream<String> candidates =
        StreamSupport.stream(argument.completionCandidates().spliterator(), false);
    boolean anyCase = command.parser().caseInsensitiveEnumValuesAllowed();
    return anyCase && argument.typeInfo().isEnum()
        ? candidates.map(name -> name.toLowerCase(Locale.ROOT)).toList()
        : candidates.toList();
  }
}
