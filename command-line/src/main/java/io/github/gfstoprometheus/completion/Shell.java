package io.github.gfstoprometheus.completion;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A shell that can complete the command line. */
public enum Shell {
  /** By picocli's own script. */
  BASH {
    @Override
    String completing(CommandSpec program) {
      return AutoComplete.bash(program.name(), new CommandLine(program));
    }
  },
  /** By a script of ours: picocli's works in zsh too, but shows no descriptions. */
  ZSH {
    @Override
    String completing(CommandSpec program) {
      return new ZshScript(program).text();
    }
  },
  /** By a script of ours: picocli has none. */
  FISH {
    @Override
    String completing(CommandSpec program) {
      return new FishScript(program).text();
    }
  };

  /** The script that completes the program of this model. */
  public String script(CommandSpec program) {
    return completing(CompletableCommand.of(program));
  }

  abstract String completing(CommandSpec program);
}
