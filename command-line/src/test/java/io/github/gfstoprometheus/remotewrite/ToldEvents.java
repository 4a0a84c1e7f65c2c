package io.github.gfstoprometheus.remotewrite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All that a listener is told. */
final class ToldEvents implements RemoteWriteListener {
  private final List<String> events = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private long accepted;

  synchronized List<String> events() {
    return List.copyOf(events);
  }

  synchronized List<Rejection> rejections() {
    return List.copyOf(rejections);
  }

  synchronized long acceptedSamples() {
    return accepted;
  }

  @Override
  public synchronized void accepted(long samples, long bytes, Duration took) {
    accepted += samples;
  }

  @Override
  public synchronized void retried(String reason) {
    events.add("retried: " + reason);
    notifyAll();
  }

  @Override
  public synchronized void rejected(Rejection rejection) {
    rejections.add(rejection);
  }

  @Override
  public synchronized void fellBack(String reason) {
    events.add("fell back: " + reason);
  }

  @Override
  public synchronized void waiting(String reason) {
    events.add("waiting");
  }

  @Override
  public synchronized void waitingOver(Duration waited) {
    events.add("over");
  }

  synchronized void awaitRetry() throws InterruptedException {
    awaitRetries(1);
  }

  /** Waits until there have been so many since the beginning. */
  synchronized void awaitRetries(int count) throws InterruptedException {
    while (retries() < count) {
      wait(10_000);
    }
  }

  synchronized int retries() {
    return (int) events.stream().filter(event -> event.startsWith("retried")).count();
  }
}
