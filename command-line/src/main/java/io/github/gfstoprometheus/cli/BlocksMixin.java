package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.blocks.BlockConversion;
import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.blocks.DataDirectory;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that write blocks, and the writing. */
final class BlocksMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private BlockPolicyMixin policy;
  @Mixin private JobsMixin jobs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Accepted for compatibility: changes are handed over a block range at a time, in what"
              + " memory there is")
  void setBatchSize(int size) {
    if (size < 1) {
      throw new ParameterException(
          spec.commandLine(), "--batch-size " + size + ": at least 1 is possible");
    }
  }

  @Mixin private ExactnessMixin exactness;

  Path directory() {
    return policy.directory();
  }

  /** Converts the members' archives and returns the exit code. */
  int convert(
      Environment environment,
      ConversionOptions options,
      BlockConversion.Repeat repeat,
      List<MemberArchives> members,
      ConversionSummary summary)
      throws IOException {
    if (members.isEmpty()) {
      return summary.printNothing();
    }
    try (Interruption interruption =
            Interruption.open(
                "what was being written is given up, and done again by the next run");
        DataDirectory data = DataDirectory.open(directory());
        Workers workers = new Workers(jobs.jobs())) {
      BlockConversion conversion =
          new BlockConversion(
              data,
              new BlockConversion.Settings(
                  options,
                  exactness.applyTo(policy.policy()),
                  Ulid.generator(environment.clock(), environment.random()),
                  repeat));
      ConversionReport report;
      try (ProgressWatcher watcher = summary.notices().watcher(members, interruption)) {
        report = conversion.convert(members, workers, watcher);
      }
      return summary.print(report);
    }
  }
}
