package io.github.gfstoprometheus.packaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What {@code --help} says of a command, as a manual page.
 *
 * <p>The footer of the help are examples up to its first empty line, and notes from there on.
 */
final class ManualPage {
  /** Which edition of the manual a page is of. */
  record Edition(String version, String date) {}

  private final CommandSpec command;
  private final Edition edition;
  private final Roff roff = new Roff();

  ManualPage(CommandSpec command, Edition edition) {
    this.command = command;
    this.edition = edition;
  }

  /** What the page is called: {@code git-add} is that of {@code git add}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  String text() {
    String program = command.root().name();
    roff.title(name(command), edition.date(), program + " " + edition.version());
    List<String> description = formatted(command.usageMessage().description());
    roff.section("NAME");
    roff.named(name(command), withoutStop(String.join(" ", description)));
    roff.section("SYNOPSIS");
    roff.markedUp(synopsis());
    roff.section("DESCRIPTION");
    roff.paragraph(String.join(" ", description));
    arguments("ARGUMENTS", shown(command.positionalParameters()), ManualPage::parameter);
    arguments("OPTIONS", options(), ManualPage::option);
    commands();
    footer();
    others();
    return roff.text();
  }

  private static <A extends ArgSpec> List<A> shown(List<A> arguments) {
    return arguments.stream().filter(argument -> !argument.hidden()).toList();
  }

  /**
   * By name: theirs is the order in which a JVM tells methods, which is another one now and then.
   */
  private List<OptionSpec> options() {
    return shown(command.options()).stream()
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .toList();
  }

  private String synopsis() {
    Stream<String> required =
        options().stream().filter(OptionSpec::required).map(ManualPage::option);
    Stream<String> parameters =
        shown(command.positionalParameters()).stream().map(ManualPage::parameter);
    Stream<String> words =
        command.subcommands().isEmpty()
            ? Stream.concat(required, parameters)
            : Stream.of(Roff.italic("COMMAND") + " ...");
    return Stream.concat(
            Stream.of(Roff.bold(command.qualifiedName()), "[" + Roff.italic("OPTION") + " ...]"),
            words)
        .collect(Collectors.joining(" "));
  }

  private interface Tag<A> {
    String of(A argument);
  }

  private <A extends ArgSpec> void arguments(String section, List<A> arguments, Tag<A> tag) {
    if (!arguments.isEmpty()) {
      roff.section(section);
    }
    for (A argument : arguments) {
      roff.item(tag.of(argument), Arrays.asList(argument.description()));
    }
  }

  private static String parameter(PositionalParamSpec parameter) {
    String label = Roff.italic(parameter.paramLabel());
    String labels = parameter.arity().max() > 1 ? label + " ..." : label;
    return parameter.arity().min() == 0 ? "[" + labels + "]" : labels;
  }

  private static String option(OptionSpec option) {
    String names = Stream.of(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + "=" + Roff.italic(option.paramLabel());
  }

  private void commands() {
    List<CommandSpec> commands = pages(command);
    if (!commands.isEmpty()) {
      roff.section("COMMANDS");
    }
    for (CommandSpec each : commands) {
      roff.item(Roff.bold(name(each)) + "(1)", formatted(each.usageMessage().description()));
    }
  }

  private static List<CommandSpec> pages(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden())
        .distinct()
        .toList();
  }

  private void footer() {
    List<String> lines = formatted(command.usageMessage().footer());
    int end = lines.contains("") ? lines.indexOf("") : lines.size();
    if (end > 0) {
      String heading = command.usageMessage().footerHeading().formatted().strip();
      roff.section(heading.replace(":", "").toUpperCase(Locale.ROOT));
      roff.example(lines.subList(0, end));
    }
    if (end < lines.size()) {
      roff.section("NOTES");
      notes(lines.subList(end, lines.size()));
    }
  }

  /** What is indented in the help is an example, the rest flows. */
  private void notes(List<String> lines) {
    List<String> examples = new ArrayList<>();
    List<String> prose = new ArrayList<>();
    for (String line : lines) {
      boolean isExample = line.startsWith(" ");
      if (!isExample) {
        flush(examples, roff::example);
      }
      if (isExample || line.isBlank()) {
        flush(prose, flowing -> roff.paragraph(String.join(" ", flowing)));
      }
      if (isExample) {
        examples.add(line);
      } else if (!line.isBlank()) {
        prose.add(line);
      }
    }
    flush(prose, flowing -> roff.paragraph(String.join(" ", flowing)));
    flush(examples, roff::example);
  }

  private static void flush(List<String> lines, Consumer<List<String>> sink) {
    if (!lines.isEmpty()) {
      sink.accept(lines);
      lines.clear();
    }
  }

  private void others() {
    CommandSpec program = command.root();
    String references =
        Stream.concat(Stream.of(program), pages(program).stream())
            .filter(other -> other != command)
            .map(other -> Roff.bold(name(other)) + "(1)")
            .collect(Collectors.joining(", "));
    roff.section("SEE ALSO");
    roff.markedUp(references);
  }

  private static List<String> formatted(String... lines) {
    return Arrays.stream(lines).map(String::formatted).toList();
  }

  private static String withoutStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
