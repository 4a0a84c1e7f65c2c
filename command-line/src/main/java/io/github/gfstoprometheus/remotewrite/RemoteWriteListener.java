package io.github.gfstoprometheus.remotewrite;

import java.time.Duration;

/** Is told what happens while samples are sent, by several threads at a time. */
public interface RemoteWriteListener {
  /** One who does not care. */
  RemoteWriteListener NONE = new RemoteWriteListener() {};

  /**
   * The receiver has taken a request.
   *
   * @param samples how many samples of it were taken
   * @param bytes how large it was, compressed
   * @param took from the last time it was sent until the answer
   */
  default void accepted(long samples, long bytes, Duration took) {}

  /** A request will be sent again, after a while. */
  default void retried(String reason) {}

  /** Samples were refused for good: told once for each reason in a request. */
  default void rejected(Rejection rejection) {}

  /** From now on version 1.0 is spoken. */
  default void fellBack(String reason) {}

  /**
   * A request has failed twice, or waits for a second and more: the receiver may be away, or takes
   * other requests meanwhile. Told once until no request waits.
   */
  default void waiting(String reason) {}

  /** No request waits any more, and the last one that did was answered. */
  default void waitingOver(Duration waited) {}
}
