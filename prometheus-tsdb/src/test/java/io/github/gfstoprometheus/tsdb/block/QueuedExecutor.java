package io.github.gfstoprometheus.tsdb.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Queues tasks until it is told to begin, and then runs one after the other in a thread of its own:
 * of those that are queued the first, the last, or any.
 */
final class QueuedExecutor implements Executor, AutoCloseable {
  /** Which of the queued tasks is next. */
  enum Order {
    FIRST,
    LAST,
    ANY
  }

  private final Order order;
  private final long pauseMillis;
  private final Runnable afterEach;
  private final Random random = new Random(1);
  private final List<Runnable> queued = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /** An executor that waits before each task, and does something after each. */
  QueuedExecutor(Order order, long pauseMillis, Runnable afterEach) {
    this.order = order;
    this.pauseMillis = pauseMillis;
    this.afterEach = afterEach;
    thread.execute(this::awaitBeginning);
  }

  QueuedExecutor(Order order) {
    this(order, 0, () -> {});
  }

  void begin() {
    begun.countDown();
  }

  @Override
  public void execute(Runnable task) {
    synchronized (queued) {
      queued.add(task);
    }
    thread.execute(this::runNext);
  }

  /** Runs all that is queued. */
  @Override
  public void close() {
    begin();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("tasks go on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitBeginning() {
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void runNext() {
    if (pauseMillis > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
    }
    Runnable task;
    synchronized (queued) {
      int place =
          switch (order) {
            case FIRST -> 0;
            case LAST -> queued.size() - 1;
            case ANY -> random.nextInt(queued.size());
          };
      task = queued.remove(place);
    }
    task.run();
    afterEach.run();
  }
}
