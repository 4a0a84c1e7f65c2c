package io.github.gfstoprometheus.remotewrite;

import java.time.Duration;

/**
 * Whether any request waits to be sent again, of all that are under way: told when that changes.
 */
final class Waiting {
  private final RemoteWriteListener listener;
  private int requests;
  private long sinceNanos;

  Waiting(RemoteWriteListener listener) {
    this.listener = listener;
  }

  synchronized void begun(String reason) {
    if (requests++ == 0) {
      sinceNanos = System.nanoTime();
      listener.waiting(reason);
    }
  }

  /** A request that waited will not be sent again: that says nothing of the receiver. */
  synchronized void givenUp() {
    requests--;
  }

  /** A request that waited was answered. */
  synchronized void over() {
    if (--requests == 0) {
      listener.waitingOver(Duration.ofNanos(System.nanoTime() - sinceNanos));
    }
  }
}
