package io.github.gfstoprometheus.packaging;

import io.github.gfstoprometheus.cli.Main;
import io.github.gfstoprometheus.completion.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Writes them, each to where shells and man look for it below {@code share}. */
public final class InstalledTexts {
  private static final int DATE_LENGTH = "2026-11-22".length();

  private final Path share;

  private InstalledTexts(Path share) {
    this.share = share;
  }

  /** Writes them below a directory: DIRECTORY VERSION TIMESTAMP. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException(
          "expected a directory, a version and a timestamp, found " + String.join(" ", arguments));
    }
    ManualPage.Edition edition =
        new ManualPage.Edition(arguments[1], arguments[2].substring(0, DATE_LENGTH));
    new InstalledTexts(Path.of(arguments[0])).write(Main.model(), edition);
  }

  private void write(CommandSpec program, ManualPage.Edition edition) throws IOException {
    String name = program.name();
    write("bash-completion/completions/" + name, Shell.BASH.script(program));
    write("zsh/site-functions/_" + name, Shell.ZSH.script(program));
    write("fish/vendor_completions.d/" + name + ".fish", Shell.FISH.script(program));
    writePage(program, edition);
    for (CommandLine command : program.subcommands().values()) {
      writePage(command.getCommandSpec(), edition);
    }
  }

  private void writePage(CommandSpec command, ManualPage.Edition edition) throws IOException {
    if (!command.usageMessage().hidden()) {
      String page = new ManualPage(command, edition).text();
      write("man/man1/" + ManualPage.name(command) + ".1", page);
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = share.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
