package io.github.gfstoprometheus.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The scripts, in the shells that they are for. */
class ShellCompletionTest {
  private static final String PROGRAM = "gfs-to-prometheus";

  @TempDir private Path directory;

  @BeforeEach
  void somethingToComplete() throws IOException {
    Files.createFile(directory.resolve("server-1.gfs"));
    Files.createDirectory(directory.resolve("stats"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOfferedFirstAreTheCommands(Shell shell) throws Exception {
    assertThat(program(shell).of(PROGRAM + " "))
        .containsOnlyKeys(Main.model().subcommands().keySet());
    assertThat(program(shell).of(PROGRAM + " con")).containsOnlyKeys("convert");
  }

  @ParameterizedTest
  @EnumSource
  void everyOptionOfEveryCommandIsOffered(Shell shell) throws Exception {
    ShellOffers program = program(shell);
    for (CommandLine command : Main.model().subcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      List<String> longNames = new ArrayList<>();
      for (OptionSpec option : spec.options()) {
        Stream.of(option.names()).filter(name -> name.startsWith("--")).forEach(longNames::add);
      }

      assertThat(program.of(PROGRAM + " " + spec.name() + " --")).containsOnlyKeys(longNames);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aValueOfAFewIsOfferedAsTheHelpWritesIt(Shell shell) throws Exception {
    ShellOffers program = program(shell);

    assertThat(program.of(PROGRAM + " convert --naming ")).containsOnlyKeys("live", "typed");
    assertThat(program.of(PROGRAM + " convert --naming t")).containsOnlyKeys("typed");
    assertThat(program.of(PROGRAM + " list --preset ")).containsOnlyKeys("essentials");
    assertThat(program.of(PROGRAM + " completion ")).containsOnlyKeys("bash", "zsh", "fish");
  }

  @ParameterizedTest
  @EnumSource
  void filesAreOfferedWhereTheyAreWanted(Shell shell) throws Exception {
    ShellOffers program = program(shell);

    assertThat(program.of(PROGRAM + " convert ser")).containsOnlyKeys("server-1.gfs");
    assertThat(program.of(PROGRAM + " verify stats s")).containsOnlyKeys("server-1.gfs", "stats");
    assertThat(program.of(PROGRAM + " stream s")).containsOnlyKeys("server-1.gfs", "stats");
    assertThat(program.of(PROGRAM + " list --config ser")).containsOnlyKeys("server-1.gfs");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsOfferedForWhatOnlyTheUserKnows(Shell shell) throws Exception {
    assertThat(program(shell).of(PROGRAM + " convert --cluster ")).isEmpty();
  }

  /** picocli's script does not tell directories from files. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BASH")
  void directoriesAloneAreOfferedForTheOutput(Shell shell) throws Exception {
    assertThat(program(shell).of(PROGRAM + " convert --output ")).containsOnlyKeys("stats");
  }

  /** bash has no place for descriptions. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BASH")
  void aDescriptionStandsBesideEachWord(Shell shell) throws Exception {
    ShellOffers program = program(shell);

    assertThat(program.of(PROGRAM + " con").get("convert"))
        .endsWith("Converts archives into Prometheus blocks.");
    assertThat(program.of(PROGRAM + " inspect --al").get("--all"))
        .endsWith("Show the statistics that never changed too");
  }

  @ParameterizedTest
  @EnumSource
  void aDescriptionMayHaveAnyCharacter(Shell shell) throws Exception {
    String description = "It's [50%]: `a` \\ \"$HOME\" {b}; (c)|d";
    CommandSpec odd = CommandSpec.create().addOption(option("--odd", description).build());
    odd.usageMessage().description(description.replace("%", "%%"));
    CommandSpec spec = CommandSpec.create().name(PROGRAM).addSubcommand("odd", odd);
    ShellOffers offers = new ShellOffers(shell, shell.script(spec), directory);
    Map<String, String> commands = offers.of(PROGRAM + " o");
    Map<String, String> options = offers.of(PROGRAM + " odd --o");

    assertThat(commands).containsOnlyKeys("odd");
    assertThat(options).containsOnlyKeys("--odd");
    if (shell != Shell.BASH) {
      assertThat(options.get("--odd")).endsWith(description);
      assertThat(commands.get("odd")).endsWith(description);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHiddenIsNotOffered(Shell shell) throws Exception {
    CommandSpec open =
        CommandSpec.create()
            .addOption(option("--shown", "shown").build())
            .addOption(option("--secret", "hidden").hidden(true).build());
    CommandSpec hidden = CommandSpec.create();
    hidden.usageMessage().hidden(true);
    CommandSpec spec =
        CommandSpec.create()
            .name(PROGRAM)
            .addSubcommand("open", open)
            .addSubcommand("hidden", hidden);
    ShellOffers offers = new ShellOffers(shell, shell.script(spec), directory);

    assertThat(offers.of(PROGRAM + " ")).containsOnlyKeys("open");
    assertThat(offers.of(PROGRAM + " open --s")).containsOnlyKeys("--shown");
  }

  private static OptionSpec.Builder option(String name, String description) {
    return OptionSpec.builder(name).description(description.replace("%", "%%"));
  }

  /** What the shell offers after it has read what the program prints for it. */
  private ShellOffers program(Shell shell) {
    CommandRun run = CommandRun.of("completion", shell.name().toLowerCase(Locale.ROOT));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    return new ShellOffers(shell, run.output(), directory);
  }
}
