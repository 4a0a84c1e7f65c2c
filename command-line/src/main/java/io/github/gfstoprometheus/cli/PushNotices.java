package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.remotewrite.Rejection;
import io.github.gfstoprometheus.remotewrite.Rejection.Reason;
import io.github.gfstoprometheus.remotewrite.RemoteWriteListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a receiver answers, told to people: each kind of refusal when it comes first. */
final class PushNotices implements RemoteWriteListener {
  /** A shorter wait is not worth a line. */
  private static final Duration LONG_WAIT = Duration.ofSeconds(5);

  private final Notices notices;
  private final Map<Reason, Rejection> rejections = new EnumMap<>(Reason.class);
  private Optional<Long> waitingSinceNanos = Optional.empty();
  private Optional<String> fallback = Optional.empty();

  PushNotices(Notices notices) {
    this.notices = notices;
  }

  /** What was refused, a row for each kind of reason. */
  synchronized List<Rejection> rejections() {
    return new ArrayList<>(rejections.values());
  }

  /** Why version 1.0 was spoken, if that was found out. */
  synchronized Optional<String> fallback() {
    return fallback;
  }

  @Override
  public synchronized void rejected(Rejection rejection) {
    boolean isFirst = !rejections.containsKey(rejection.reason());
    rejections.merge(rejection.reason(), rejection, Rejection::plus);
    if (isFirst) {
      notices.problem(
          "the receiver refuses samples, from %s on: %s: %s"
              .formatted(
                  Instant.ofEpochMilli(rejection.firstMillis()),
                  rejection.words(),
                  advice(rejection.reason())));
    }
  }

  private static String advice(Reason reason) {
    return switch (reason) {
      case OUT_OF_ORDER ->
          "it has them already, or later ones; Prometheus takes earlier ones within its"
              + " storage.tsdb.out_of_order_time_window";
      case OUT_OF_BOUNDS ->
          "it takes none of that time; Prometheus does within its"
              + " storage.tsdb.out_of_order_time_window, and old archives are better converted";
      case NOT_WRITTEN -> "it did not write all, and its log may say why";
      case OTHER -> "its log may say more";
    };
  }

  @Override
  public synchronized void waiting(String reason) {
    waitingSinceNanos = Optional.of(System.nanoTime());
  }

  @Override
  public synchronized void retried(String reason) {
    boolean isLong =
        waitingSinceNanos.isPresent()
            && System.nanoTime() - waitingSinceNanos.get() > LONG_WAIT.toNanos();
    if (isLong) {
      waitingSinceNanos = Optional.empty(); // once for each wait
      notices.remark("waiting for the receiver, which is tried again and again: " + reason);
    }
  }

  @Override
  public synchronized void waitingOver(Duration waited) {
    waitingSinceNanos = Optional.empty();
  }

  @Override
  public synchronized void fellBack(String reason) {
    fallback = Optional.of(reason);
  }
}
