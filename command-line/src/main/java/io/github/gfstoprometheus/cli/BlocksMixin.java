package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.blocks.BlockConversion;
import io.github.gfstoprometheus.blocks.DataDirectory;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.ChunkPlacement;
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

  private int samplesPerChunk;

  @Option(
      names = "--samples-per-chunk",
      paramLabel = "N",
      defaultValue = "480",
      description = {
        "The most samples of a chunk (default: ${DEFAULT-VALUE}; Prometheus' own: 120):",
        "more make smaller blocks, from some 1000 on queries get slower"
      })
  void setSamplesPerChunk(int samples) {
    try {
      samplesPerChunk = BlockPolicy.PROMETHEUS.withSamplesPerChunk(samples).samplesPerChunk();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  @Option(
      names = "--no-shared-chunks",
      description = {
        "Write equal chunks of several series once for each, in order, and not once for all:",
        "what Thanos and Mimir want"
      })
  private boolean unshared;

  Path directory() {
    return directory;
  }

  private BlockPolicy policy() {
    return BlockPolicy.PROMETHEUS
        .withSamplesPerChunk(samplesPerChunk)
        .withPlacement(unshared ? ChunkPlacement.IN_ORDER : ChunkPlacement.SHARED)
        .withMemoryBytes(Runtime.getRuntime().maxMemory() / 2);
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
                  policy(),
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
