package io.github.gfstoprometheus.pipeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A timeline that lives in another thread. One thread calls this one; batches of its calls go to
 * the thread of the timeline behind. At most {@value #BATCHES} batches exist, so a slow timeline
 * holds its caller back.
 *
 * <p>What the timeline behind throws reaches the caller at a later {@link #tick}, at {@link #end}
 * at the latest, which returns when all has been replayed.
 */
public final class HandoverTimeline implements Timeline, Closeable {
  private static final int BATCHES = 3;

  private final Timeline behind;
  private final int batchSize;
  private final ExecutorService writer = Executors.newSingleThreadExecutor(daemons());
  private final Deque<Future<Batch>> underWay = new ArrayDeque<>();
  private final Deque<Integer> freeNumbers = new ArrayDeque<>();
  private int usedNumbers;
  private Batch current;

  /**
   * The numbers by which the timeline behind knows the series; the writer's thread alone uses it.
   */
  private final SeriesNumbers numbersBehind = new SeriesNumbers();

  /** Whether a batch has failed, so that none may follow it; the writer's thread alone uses it. */
  private boolean failed;

  /**
   * Starts the thread of the timeline behind.
   *
   * @param batchSize so many values are handed over at a time, and those up to the next tick
   */
  public HandoverTimeline(Timeline behind, int batchSize) {
    this.behind = behind;
    this.batchSize = batchSize;
    this.current = new Batch(batchSize);
  }

  @Override
  public int open(LabelSet labels) {
    int series = freeNumbers.isEmpty() ? usedNumbers++ : freeNumbers.pop();
    current.open(series, labels);
    return series;
  }

  @Override
  public void set(int series, long valueBits) {
    current.set(series, valueBits);
  }

  @Override
  public void close(int series) {
    current.close(series);
    freeNumbers.push(series);
  }

  @Override
  public void tick(long timestampMillis) throws IOException {
    current.tick(timestampMillis);
    if (current.isFull()) {
      handOver();
    }
  }

  @Override
  public void end() throws IOException {
    current.end();
    handOver();
    while (!underWay.isEmpty()) {
      await(underWay.remove());
    }
  }

  /** Stops the thread of the timeline behind; before {@link #end}, that leaves it unfinished. */
  @Override
  public void close() {
    writer.shutdownNow();
    try {
      writer.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOver() throws IOException {
    Batch batch = current;
    underWay.add(writer.submit(() -> replay(batch)));
    current = underWay.size() < BATCHES ? new Batch(batchSize) : await(underWay.remove());
  }

  private Batch replay(Batch batch) throws IOException {
    if (!failed) {
      failed = true;
      batch.replay(behind, numbersBehind);
      failed = false;
    }
    return batch;
  }

  private static Batch await(Future<Batch> batch) throws IOException {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task, "writer");
      thread.setDaemon(true);
      return thread;
    };
  }
}
