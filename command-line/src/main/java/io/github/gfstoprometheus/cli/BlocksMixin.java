package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveSource;
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
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that write blocks, and the writing. */
final class BlocksMixin {
  private static final Duration MIN_BLOCK_RANGE = Duration.ofMinutes(1);
  private static final long MIN_MEMORY_BYTES = 1 << 20;

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

  private Optional<Long> memoryBytes = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySizeConverter.class,
      description = {
        "The heap that the conversion keeps to, by ending a block before its range does if it must"
            + " (default: 256MB)"
      })
  void setMemory(long bytes) {
    if (bytes < MIN_MEMORY_BYTES) {
      throw wrong("--memory: at least 1MB is possible");
    }
    long heapBytes = Runtime.getRuntime().maxMemory();
    // A JVM reports somewhat less than it was given.
    if (bytes / 4 * 3 > heapBytes) {
      throw wrong(
          "--memory: this JVM has a heap of %d MB: start gfs-to-prometheus by its script, or java with -Xmx%dm"
              .formatted(heapBytes >> 20, bytes >> 20));
    }
    memoryBytes = Optional.of(Math.min(bytes, heapBytes));
  }

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
    long heapBytes = memoryBytes.orElse(Runtime.getRuntime().maxMemory());
    BlockPolicy policy =
        BlockPolicy.PROMETHEUS
            .withRange(blockRange)
            .withSamplesPerChunk(samplesPerChunk)
            .withPlacement(unshared ? ChunkPlacement.IN_ORDER : ChunkPlacement.SHARED)
            .withMemoryBytes(heapBytes / 2);
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
      try (ProgressWatcher watcher = summary.watcher(bytes(members), interruption)) {
        report = conversion.convert(members, workers, watcher);
      }
      return summary.print(report);
    }
  }

  /** How many bytes there are to read, or 0 if that is not known. */
  private static long bytes(List<MemberArchives> members) {
    List<ArchiveSource> sources =
        members.stream().flatMap(member -> member.chain().sources().stream()).toList();
    boolean known = sources.stream().allMatch(source -> source.sizeBytes().isPresent());
    return known ? sources.stream().mapToLong(source -> source.sizeBytes().orElse(0)).sum() : 0;
  }
}
