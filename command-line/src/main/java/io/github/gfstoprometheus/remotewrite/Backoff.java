package io.github.gfstoprometheus.remotewrite;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is sent again: a random time up to a bound that doubles, so
 * that many senders that failed together do not come back together.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 30;
  private static final long MOST_MILLIS = 5000;

  /** A receiver may ask for no longer: it could have meant something else. */
  private static final Duration MOST_ASKED = Duration.ofMinutes(1);

  private final RandomGenerator random;
  private long boundMillis = FIRST_MILLIS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The next wait, which is as long as the receiver asks for, if it does. */
  Duration next(Optional<Duration> asked) {
    Duration jittered = Duration.ofMillis(random.nextLong(boundMillis + 1));
    boundMillis = Math.min(2 * boundMillis, MOST_MILLIS);
    Duration least = asked.orElse(Duration.ZERO);
    Duration capped = least.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : least;
    return capped.compareTo(jittered) > 0 ? capped : jittered;
  }
}
