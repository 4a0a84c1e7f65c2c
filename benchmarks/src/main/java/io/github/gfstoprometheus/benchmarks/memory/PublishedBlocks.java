package io.github.gfstoprometheus.benchmarks.memory;

import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Removes blocks as soon as they are published, so that a conversion whose output is larger than
 * the disk can run to its end.
 */
final class PublishedBlocks implements Closeable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ScheduledExecutorService remover = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> removing;

  private PublishedBlocks(Path data) {
    removing =
        remover.scheduleWithFixedDelay(
            () -> remove(data), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Removes the blocks of a data directory, which need not be there yet, until it is closed. */
  static PublishedBlocks removeFrom(Path data) {
    return new PublishedBlocks(data);
  }

  /**
   * Demands that removing has not failed so far.
   *
   * @throws IllegalStateException if it has
   */
  void demandSuccess() {
    if (removing.isDone()) {
      throw new IllegalStateException("a published block could not be removed");
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

  private static void remove(Path data) {
    try {
      if (Files.exists(data)) {
        for (String ulid : Blocks.list(data)) {
          Blocks.delete(data, ulid);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
