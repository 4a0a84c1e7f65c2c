package io.github.gfstoprometheus.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much memory a command keeps to. */
final class MemoryMixin {
  private static final long MIN_BYTES = 1 << 20;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Optional<Long> heapBytes = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySizeConverter.class,
      description = {
        "The heap that the command keeps to, by writing what it holds before it would have to"
            + " (default: 256MB)"
      })
  void setHeap(long bytes) {
    if (bytes < MIN_BYTES) {
      throw wrong("--memory: at least 1MB is possible");
    }
    long mostBytes = Runtime.getRuntime().maxMemory();
    // A JVM reports somewhat less than it was given.
    if (bytes / 4 * 3 > mostBytes) {
      throw wrong(
          "--memory: this JVM has a heap of %d MB: start gfs-to-prometheus by its script, or java with -Xmx%dm"
              .formatted(mostBytes >> 20, bytes >> 20));
    }
    heapBytes = Optional.of(Math.min(bytes, mostBytes));
  }

  /** What may be held of what was read: half of the heap. */
  long heldBytes() {
    return heapBytes.orElse(Runtime.getRuntime().maxMemory()) / 2;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
