package io.github.gfstoprometheus.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The threads of a command: those that read, each of which may wait for those that encode. With one
 * job there are none, and all is done by the caller.
 */
public final class Workers implements Closeable {
  private final int jobs;
  private final ExecutorService readers;
  private final ExecutorService encoders;

  /**
   * Threads for so many jobs at a time.
   *
   * @param jobs one or more
   */
  public Workers(int jobs) {
    this.jobs = jobs;
    this.readers = Executors.newFixedThreadPool(jobs, task -> daemon(task, "reader"));
    this.encoders = Executors.newFixedThreadPool(jobs, task -> daemon(task, "encoder"));
  }

  /** How much is done at a time. */
  public int jobs() {
    return jobs;
  }

  /** What runs tasks that wait for no others. */
  public Executor encoders() {
    return jobs == 1 ? Runnable::run : encoders;
  }

  /** Takes a result. */
  public interface Consumer<T> {
    /** Takes the next one. */
    void accept(T result) throws IOException;
  }

  /**
   * Does reading tasks side by side, and hands over their results in the order of the tasks, each
   * as soon as those before it are there. After one that fails, none is begun.
   */
  public <T> void inOrder(List<Callable<T>> tasks, Consumer<T> consumer) throws IOException {
    if (jobs == 1 || tasks.size() == 1) {
      for (Callable<T> task : tasks) {
        consumer.accept(call(task));
      }
      return;
    }
    AtomicBoolean failed = new AtomicBoolean();
    Deque<Future<Optional<T>>> underWay = new ArrayDeque<>();
    for (Callable<T> task : tasks) {
      underWay.add(readers.submit(() -> callUnless(failed, task)));
    }
    try {
      while (!underWay.isEmpty()) {
        Optional<T> result = await(underWay.remove());
        if (result.isPresent()) {
          consumer.accept(result.get());
        }
      }
    } finally {
      failed.set(true);
      underWay.forEach(Workers::awaitQuietly);
    }
  }

  private static <T> Optional<T> callUnless(AtomicBoolean failed, Callable<T> task)
      throws Exception {
    if (failed.get()) {
      return Optional.empty();
    }
    boolean done = false;
    try {
      T result = task.call();
      done = true;
      return Optional.of(result);
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
  }

  /** What has been begun must not go on while others clear up. */
  private static void awaitQuietly(Future<?> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // The first failure is told.
    }
  }

  /** Waits until nothing is being done. */
  @Override
  public void close() {
    stop(readers);
    stop(encoders);
  }

  private static void stop(ExecutorService threads) {
    threads.shutdown();
    try {
      threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T call(Callable<T> task) throws IOException {
    try {
      return task.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T await(Future<T> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a reader");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
