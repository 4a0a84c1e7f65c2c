package io.github.gfstoprometheus.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many threads a command has. */
final class JobsMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private int jobs;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "How many threads work (default: all processors); the result is the same for any"
      })
  void setJobs(int count) {
    if (count < 0) {
      throw new ParameterException(
          spec.commandLine(), "--jobs " + count + ": at least 1 is possible");
    }
    jobs = count == 0 ? Runtime.getRuntime().availableProcessors() : count;
  }

  int jobs() {
    return jobs;
  }
}
