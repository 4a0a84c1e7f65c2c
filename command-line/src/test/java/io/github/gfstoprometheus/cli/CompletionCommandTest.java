package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** What {@code completion} says; the shells themselves are asked in ShellCompletionTest. */
class CompletionCommandTest {
  @ParameterizedTest
  @CsvSource({"bash,complete -F ", "zsh,#compdef gfs-to-prometheus", "fish,complete -c gfs-to"})
  void theScriptOfAShellIsAllThatIsPrinted(String shell, String part) {
    CommandRun run = CommandRun.of("completion", shell).exits(0);

    assertThat(run.output()).contains(part);
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void anotherShellIsRefusedWithThoseThatThereAre() {
    assertThat(CommandRun.of("completion", "tcsh").exits(2).errors())
        .contains("expected one of [BASH, ZSH, FISH]")
        .contains("tcsh");
  }

  @Test
  void theHelpSaysForEachShellWhereTheScriptGoes() {
    assertThat(CommandRun.of("completion", "--help").exits(0).output())
        .contains("Examples:\n  gfs-to-prometheus completion bash ")
        .contains("  gfs-to-prometheus completion zsh >")
        .contains("  gfs-to-prometheus completion fish ");
    assertThat(CompletionCommand.class.getAnnotation(Command.class).footer())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }
}
