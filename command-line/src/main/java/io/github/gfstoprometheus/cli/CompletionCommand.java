package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.completion.Shell;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: what makes the tab key complete this program's command line. */
@Command(
    name = "completion",
    description =
        "Prints the script by which a shell completes commands, options and their values.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus completion bash \\",
      "      > ~/.local/share/bash-completion/completions/gfs-to-prometheus",
      "  gfs-to-prometheus completion zsh > ~/.zfunc/_gfs-to-prometheus",
      "  gfs-to-prometheus completion fish \\",
      "      > ~/.config/fish/completions/gfs-to-prometheus.fish",
      "",
      "The directory must exist, and the next shell reads it. bash needs the",
      "package bash-completion; zsh needs, in ~/.zshrc, 'fpath+=~/.zfunc' before",
      "'autoload -Uz compinit && compinit'. For the present shell only:",
      "  source <(gfs-to-prometheus completion bash)      (or zsh, after compinit)",
      "  gfs-to-prometheus completion fish | source"
    })
final class CompletionCommand implements Runnable {
  private final Environment environment;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell that the script is for")
  private Shell shell;

  CompletionCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    byte[] script = shell.script(spec.root()).getBytes(StandardCharsets.UTF_8);
    environment.output().write(script, 0, script.length);
  }
}
