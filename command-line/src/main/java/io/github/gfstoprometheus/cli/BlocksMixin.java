package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.blocks.BlockConversion;
import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.blocks.DataDirectory;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.ChunkPlacement;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that write blocks, and the writing. */
final class BlocksMixin {
  private static final Duration MIN_BLOCK_RANGE = Duration.ofMinutes(1);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where the blocks go (default: ${DEFAULT-VALUE})")
  private Path directory;

  @Mixin private JobsMixin jobs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Accepted for compatibility: changes are handed over a block range at a time, in what"
              + " memory there is")
  void setBatchSize(int size) {
    if (size < 1) {
      throw wrong("--batch-size " + size + ": at least 1 is possible");
    }
  }

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

  @Mixin private ExactnessMixin exactness;

  Path directory() {
    return directory;
  }

  private BlockPolicy policy() {
    BlockPolicy policy =
        BlockPolicy.PROMETHEUS
            .withRange(blockRange)
            .withSamplesPerChunk(samplesPerChunk)
            .withPlacement(unshared ? ChunkPlacement.IN_ORDER : ChunkPlacement.SHARED)
            .withMemoryBytes(memory.heldBytes());
    return exactness.applyTo(policy);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
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
    try (Interruption interruption = Interruption.open();
        DataDirectory data = DataDirectory.open(directory);
        Workers workers = new Workers(jobs.jobs())) {
      BlockConversion conversion =
          new BlockConversion(
              data,
              new BlockConversion.Settings(
                  options,
                  policy(),
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
