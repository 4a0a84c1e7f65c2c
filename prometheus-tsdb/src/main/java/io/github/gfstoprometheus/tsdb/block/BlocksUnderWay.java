package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Blocks that are written side by side, and published one after the other in the order in which
 * they were handed over: what is there is always all up to some range. After one that fails, none
 * is published.
 */
final class BlocksUnderWay implements Closeable {
  private final BlockWriter writer;
  private final Executor executor;
  private final int atOnce;
  private final BlockListener listener;
  private final Deque<UnderWay> blocks = new ArrayDeque<>();

  /** Whether all blocks so far have been published. */
  private CompletableFuture<Boolean> allPublished = CompletableFuture.completedFuture(true);

  private record UnderWay(
      String ulid, long heldBytes, CompletableFuture<Optional<PublishedBlock>> published) {}

  BlocksUnderWay(BlockWriter writer, Executor executor, int atOnce, BlockListener listener) {
    if (atOnce < 1) {
      throw new IllegalArgumentException(atOnce + " blocks at once: none would be written");
    }
    this.writer = writer;
    this.executor = executor;
    this.atOnce = atOnce;
    this.listener = listener;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** About how many bytes they hold. */
  long heldBytes() {
    long bytes = 0;
    for (UnderWay block : blocks) {
      bytes += block.heldBytes();
    }
    return bytes;
  }

  /** Hands over a block, and waits for the oldest while there are too many. */
  void add(String ulid, List<RecordedRange> timelines) throws IOException {
    while (blocks.size() >= atOnce) {
      awaitOldest();
    }
    listener.creating(ulid);
    long heldBytes = timelines.stream().mapToLong(RecordedRange::heldBytes).sum();
    CompletableFuture<Optional<WrittenBlock>> written =
        CompletableFuture.supplyAsync(() -> write(ulid, timelines), executor);
    CompletableFuture<Optional<PublishedBlock>> published =
        written
            .thenCombineAsync(allPublished, BlocksUnderWay::publish, executor)
            .whenComplete(
                (block, failure) -> {
                  if (failure != null) {
                    remove(written);
                  }
                });
    allPublished = published.handle((block, failure) -> failure == null);
    blocks.add(new UnderWay(ulid, heldBytes, published));
    while (!blocks.isEmpty() && blocks.peek().published().isDone()) {
      awaitOldest();
    }
  }

  /** Waits until the oldest is published. */
  void awaitOldest() throws IOException {
    UnderWay oldest = blocks.remove();
    Optional<PublishedBlock> block;
    try {
      block = oldest.published().join();
    } catch (CompletionException e) {
      close();
      throw failure(e);
    }
    if (block.isPresent()) {
      listener.published(block.get().meta(), block.get().sizeBytes());
    } else {
      listener.empty(oldest.ulid());
    }
  }

  /** Waits until all are published. */
  void awaitAll() throws IOException {
    while (!blocks.isEmpty()) {
      awaitOldest();
    }
  }

  /** Waits until nothing is being written, whatever came of it. */
  @Override
  public void close() {
    while (!blocks.isEmpty()) {
      blocks.remove().published().handle((block, failure) -> block).join();
    }
  }

  private Optional<WrittenBlock> write(String ulid, List<RecordedRange> timelines) {
    try {
      return writer.write(ulid, timelines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<PublishedBlock> publish(
      Optional<WrittenBlock> written, boolean allBefore) {
    if (!allBefore) {
      throw new CancellationException("a block before this one has failed");
    }
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(written.get().publish());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also when the executor takes no more tasks, and so nobody publishes what was written. */
  private static void remove(CompletableFuture<Optional<WrittenBlock>> written) {
    if (written.isCompletedExceptionally()) {
      return;
    }
    try {
      Optional<WrittenBlock> block = written.join();
      if (block.isPresent()) {
        block.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What went wrong, as the thread that hands over is told. */
  private static IOException failure(CompletionException e) {
    if (e.getCause() instanceof UncheckedIOException cause) {
      return cause.getCause();
    }
    if (e.getCause() instanceof RuntimeException cause) {
      throw cause;
    }
    if (e.getCause() instanceof Error cause) {
      throw cause;
    }
    return new IOException(e.getCause());
  }
}
