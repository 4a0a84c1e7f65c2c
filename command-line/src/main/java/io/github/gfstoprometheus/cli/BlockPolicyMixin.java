package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.ChunkPlacement;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that decide where blocks go, and how time is cut into them. */
final class BlockPolicyMixin {
  private static final Duration MIN_BLOCK_RANGE = Duration.ofMinutes(1);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where the blocks go (default: ${DEFAULT-VALUE})")
  private Path directory;

  @Mixin private MemoryMixin memory;

  private Duration blockRange;

  @Option(
      names = "--block-range",
      paramLabel = "DURATION",
      defaultValue = "2h",
      description = {
        "The time that a block covers, at most (default: ${DEFAULT-VALUE}, as Prometheus' own):",
        "wider ones, such as 24h, make fewer and smaller blocks, and take more memory"
      })
  void setBlockRange(Duration range) {
    if (range.compareTo(MIN_BLOCK_RANGE) < 0) {
      throw wrong("--block-range: at least 1m is possible");
    }
    blockRange = range;
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
      throw wrong(e.getMessage());
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

  /** A policy that writes every sample at its time. */
  BlockPolicy policy() {
    return BlockPolicy.PROMETHEUS
        .withRange(blockRange)
        .withSamplesPerChunk(samplesPerChunk)
        .withPlacement(unshared ? ChunkPlacement.IN_ORDER : ChunkPlacement.SHARED)
        .withMemoryBytes(memory.heldBytes());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
