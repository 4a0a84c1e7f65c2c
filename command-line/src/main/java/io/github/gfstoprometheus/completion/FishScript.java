package io.github.gfstoprometheus.completion;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A list of fish's <a href="https://fishshell.com/docs/current/cmds/complete.html">complete</a>,
 * each under the condition that its command is on the line.
 */
final class FishScript {
  private final CommandSpec program;
  private final String condition;
  private final StringBuilder script = new StringBuilder();

  FishScript(CommandSpec program) {
    this.program = program;
    this.condition = "__" + program.name().replace('-', '_') + "_command_is";
  }

  String text() {
    line("# Whether the line has this command; '' is none.");
    line("function " + condition);
    line("    set -l words (commandline -opc)");
    line("    test \"$words[2]\" = \"$argv[1]\"");
    line("end");
    line("");
    complete("", "-f");
    program.subcommands().forEach(this::commandName);
    options("", program);
    program.subcommands().forEach(this::command);
    return script.toString();
  }

  private void commandName(String name, CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    complete("", "-a " + quoted(name) + description(description));
  }

  private void command(String name, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    line("");
    if (spec.positionalParameters().stream().noneMatch(FishScript::isPath)) {
      complete(name, "-f");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (CompletableValue.of(parameter) instanceof CompletableValue.Words) {
        complete(
            name, value(CompletableValue.of(parameter)) + description(parameter.description()));
      }
    }
    options(name, spec);
  }

  private static boolean isPath(PositionalParamSpec parameter) {
    CompletableValue value = CompletableValue.of(parameter);
    return value instanceof CompletableValue.AnyPath || value instanceof CompletableValue.Directory;
  }

  private void options(String command, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      String names =
          Stream.of(option.names())
              .map(
                  name ->
                      name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
              .collect(Collectors.joining(" "));
      complete(
          command, names + value(CompletableValue.of(option)) + description(option.description()));
    }
  }

  private static String value(CompletableValue value) {
    if (value instanceof CompletableValue.Words choice) {
      return " -x -a " + quoted(String.join(" ", choice.words()));
    } else if (value instanceof CompletableValue.Directory) {
      return " -x -a '(__fish_complete_directories)'";
    } else if (value instanceof CompletableValue.AnyPath) {
      return " -r -F";
    } else if (value instanceof CompletableValue.Text) {
      return " -x";
    }
    return "";
  }

  private static String description(String... lines) {
    return " -d " + quoted(Description.ofOneLine(lines));
  }

  private void complete(String command, String what) {
    String when = condition + " " + (command.isEmpty() ? "\"\"" : command);
    line("complete -c " + program.name() + " -n " + quoted(when) + " " + what.strip());
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}
