package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.blocks.BlockConversion;
import io.github.gfstoprometheus.blocks.DataDirectory;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that write blocks, and the writing. */
final class BlocksMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where the blocks go (default: ${DEFAULT-VALUE})")
  private Path directory;

  private int batchSize;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "10000",
      description = {
        "How many values the reader hands to the writer at a time, a matter of memory and pace,"
            + " never of the result (default: ${DEFAULT-VALUE})"
      })
  void setBatchSize(int size) {
    if (size < 1) {
      throw new ParameterException(
          spec.commandLine(), "--batch-size " + size + ": at least 1 is possible");
    }
    batchSize = size;
  }

  Path directory() {
    return directory;
  }

  /** Converts the chains one after the other and returns the exit code. */
  int convert(
      Environment environment,
      NamingOptions naming,
      BlockConversion.Repeat repeat,
      List<ArchiveChain> chains,
      ConversionSummary summary)
      throws IOException {
    if (chains.isEmpty()) {
      return summary.print();
    }
    try (DataDirectory data = DataDirectory.open(directory)) {
      BlockConversion conversion =
          new BlockConversion(
              data,
              new BlockConversion.Settings(
                  naming,
                  BlockPolicy.PROMETHEUS.withMemoryBytes(Runtime.getRuntime().maxMemory() / 2),
                  Ulid.generator(environment.clock(), environment.random()),
                  batchSize,
                  repeat));
      for (ArchiveChain chain : chains) {
        summary.add(conversion.convert(chain));
      }
    }
    return summary.print();
  }
}
