package io.github.gfstoprometheus.watch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A sink that fails as it is told, and keeps what it was asked for. */
final class FailingSink implements Sink {
  private final SinkFigures figures = new SinkFigures("failing");
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Deque<Exception> failures = new ArrayDeque<>();
  private final CountDownLatch brokenOff = new CountDownLatch(1);
  private boolean isStuckAtEnd;

  /** The next calls fail with these, each once, in their order. */
  synchronized void fail(Exception... next) {
    failures.addAll(List.of(next));
  }

  /** From now on, the end waits until it is broken off. */
  synchronized void stickAtEnd() {
    isStuckAtEnd = true;
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Stands for a call that does not fail. */
  static final class Success extends Exception {
    private static final long serialVersionUID = 1;

    Success() {
      super("no failure");
    }
  }

  private void ask(String what) throws IOException {
    asked.add(what);
    Exception failure;
    synchronized (this) {
      failure = failures.poll();
    }
    if (failure instanceof IOException inputOutput) {
      throw inputOutput;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
  }

  @Override
  public SinkFigures figures() {
    return figures;
  }

  @Override
  public void poll(long nowMillis) throws IOException {
    ask("poll");
  }

  @Override
  public void finish(long nowMillis) throws IOException {
    ask("finish");
    boolean waits;
    synchronized (this) {
      waits = isStuckAtEnd;
    }
    if (waits) {
      try {
        brokenOff.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("broken off");
    }
  }

  @Override
  public void reset() throws IOException {
    ask("reset");
  }

  @Override
  public boolean hasCaughtUp() {
    return true;
  }

  @Override
  public void breakOff() {
    asked.add("breakOff");
    brokenOff.countDown();
  }

  @Override
  public void close() {
    asked.add("close");
  }
}
