package io.github.gfstoprometheus.benchmarks.conversion;

import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Removes what a program writes as soon as it is published, so that one whose output is larger than
 * the disk can run to its end.
 */
public final class Removal implements Closeable {
  /** What the name of a file that is not yet published ends in. */
  public static final String UNPUBLISHED = ".tmp";

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ScheduledExecutorService remover = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> removing;

  private interface Sweep {
    void sweep(Path directory) throws IOException;
  }

  private Removal(Path directory, Sweep sweep) {
    removing =
        remover.scheduleWithFixedDelay(
            () -> run(directory, sweep), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Removes the blocks of a data directory, which need not be there yet, until it is closed. */
  public static Removal ofBlocks(Path data) {
    return new Removal(data, Removal::removeBlocks);
  }

  /**
   * Removes the published files of a directory, which need not be there yet, until it is closed.
   */
  public static Removal ofFiles(Path directory) {
    return new Removal(directory, Removal::removeFiles);
  }

  /**
   * Demands that removing has not failed so far.
   *
   * @throws IllegalStateException if it has
   */
  public void demandSuccess() {
    if (removing.isDone()) {
      throw new IllegalStateException("what was published could not be removed");
    }
  }

  /** Ends the removing. */
  @Override
  public void close() {
    remover.shutdown();
    try {
      remover.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Path directory, Sweep sweep) {
    try {
      if (Files.exists(directory)) {
        sweep.sweep(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeBlocks(Path data) throws IOException {
    for (String ulid : Blocks.list(data)) {
      Blocks.delete(data, ulid);
    }
  }

  private static void removeFiles(Path directory) throws IOException {
    List<Path> published;
    try (Stream<Path> files = Files.list(directory)) {
      published = files.filter(file -> !file.toString().endsWith(UNPUBLISHED)).toList();
    }
    for (Path file : published) {
      Files.delete(file);
    }
  }
}
