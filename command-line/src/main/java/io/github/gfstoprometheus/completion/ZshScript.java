package io.github.gfstoprometheus.completion;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A completion function of zsh, for a directory of {@code fpath} or to be sourced.
 *
 * <p>What an option takes is written as <a
 * href="https://zsh.sourceforge.io/Doc/Release/Completion-System.html">_arguments</a> wants it:
 * {@code (others)--name=[description]:label:action}.
 */
final class ZshScript {
  private final CommandSpec program;
  private final StringBuilder script = new StringBuilder();

  ZshScript(CommandSpec program) {
    this.program = program;
  }

  String text() {
    String function = "_" + program.name();
    line("#compdef " + program.name());
    line("");
    line(function + "() {");
    line("  local context curcontext=\"$curcontext\" state state_descr line");
    line("  local -a commands");
    line("  typeset -A opt_args");
    line("");
    line("  _arguments -C -s -S \\");
    options(program);
    line("    '1: :->command' \\");
    line("    '*:: :->arguments'");
    line("");
    line("  case $state in");
    line("  command)");
    line("    commands=(");
    program.subcommands().forEach(this::commandName);
    line("    )");
    line("    _describe -t commands command commands");
    line("    ;;");
    line("  arguments)");
    line("    curcontext=\"${curcontext%:*:*}:" + program.name() + "-$line[1]:\"");
    line("    case $line[1] in");
    program.subcommands().forEach(this::command);
    line("    esac");
    line("    ;;");
    line("  esac");
    line("}");
    line("");
    line("# Loaded by name this is the function's first call; sourced it is its definition.");
    line("if [[ ${funcstack[1]-} == " + function + " ]]; then");
    line("  " + function + " \"$@\"");
    line("else");
    line("  compdef " + function + " " + program.name());
    line("fi");
    return script.toString();
  }

  private void commandName(String name, CommandLine command) {
    String description =
        Description.ofOneLine(command.getCommandSpec().usageMessage().description());
    line("      " + quoted(label(name) + ":" + escaped(description, "\\")));
  }

  private void command(String name, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (!spec.subcommands().isEmpty()) {
      throw new IllegalArgumentException(
          name + ": a command of a command has no completion: " + spec.subcommands().keySet());
    }
    line("    " + name + ")");
    line("      _arguments -s -S \\");
    options(spec);
    spec.positionalParameters().forEach(this::parameter);
    line("        && return");
    line("      ;;");
  }

  private void options(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      for (String name : option.names()) {
        line("        " + quoted(others(option) + argument(option, name)) + " \\");
      }
    }
  }

  private void parameter(PositionalParamSpec parameter) {
    String place =
        parameter.index().isUnspecified() || parameter.index().max() == Integer.MAX_VALUE
            ? "*"
            : Integer.toString(parameter.index().min() + 1);
    line(
        "        "
            + quoted(
                place
                    + ":"
                    + label(parameter.paramLabel())
                    + ":"
                    + action(CompletableValue.of(parameter)))
            + " \\");
  }

  /** What is not offered any more once the option is there. */
  private static String others(OptionSpec option) {
    if (option.usageHelp() || option.versionHelp()) {
      return "(- *)";
    }
    return option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
  }

  private static String argument(OptionSpec option, String name) {
    String description =
        "[" + escaped(Description.ofOneLine(option.description()), "\\", "[", "]") + "]";
    CompletableValue value = CompletableValue.of(option);
    if (value instanceof CompletableValue.None) {
      return name + description;
    }
    String sign = name.startsWith("--") ? "=" : "+";
    return name + sign + description + ":" + label(option.paramLabel()) + ":" + action(value);
  }

  private static String label(String label) {
    return escaped(label, "\\", ":");
  }

  private static String action(CompletableValue value) {
    if (value instanceof CompletableValue.Words choice) {
      return "(" + String.join(" ", choice.words()) + ")";
    } else if (value instanceof CompletableValue.Directory) {
      return "_files -/";
    } else if (value instanceof CompletableValue.AnyPath) {
      return "_files";
    }
    // Shows the label, and offers nothing.
    return " ";
  }

  private static String escaped(String text, String... characters) {
    return Arrays.stream(characters)
        .reduce(text, (escaped, character) -> escaped.replace(character, "\\" + character));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}
