package io.github.gfstoprometheus.remotewrite;

import io.github.gfstoprometheus.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/** A receiver, and what is known of it by now: sends a request until there is an answer to it. */
final class Receiver {
  /** A request that is sent again once, and soon, is nothing to tell of. */
  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  private final RemoteWriteSettings settings;
  private final Endpoint endpoint;
  private final RemoteWriteListener listener;
  private final Waiting waiting;
  private final RandomGenerator random;
  private final Pause pause;
  private final LongAdder retries = new LongAdder();
  private volatile ProtocolVersion version;
  private volatile boolean hasAdmitted;
  private volatile boolean hasTakenTwo;

  /** Lets each try of a request know what came of those before it. */
  private final class Tries {
    private final Backoff backoff = new Backoff(random);
    private Delivery delivery;
    private final long startNanos = System.nanoTime();
    private int failures;
    private boolean isWaiting;

    Tries(Delivery delivery) {
      this.delivery = delivery;
    }

    void failed(String reason, Optional<Duration> asked) throws InterruptedException {
      failures++;
      Duration untilNext = backoff.next(asked);
      Duration untilThen = Duration.ofNanos(System.nanoTime() - startNanos).plus(untilNext);
      boolean isLong = failures > 1 || untilThen.compareTo(SHORT_WAIT) >= 0;
      if (isLong && !isWaiting) {
        isWaiting = true;
        waiting.begun(reason);
      }
      retries.increment();
      listener.retried(reason);
      pause.of(untilNext);
    }

    void answered() {
      if (isWaiting) {
        isWaiting = false;
        waiting.over();
      }
    }

    /** Nothing more is sent, whether there was an answer or not. */
    void end() {
      if (isWaiting) {
        isWaiting = false;
        waiting.givenUp();
      }
    }
  }

  /**
   * The end of a request.
   *
   * @param delivery whether the receiver may have had it before it gave this answer
   * @param took how long the last try took
   */
  record Outcome(Answer answer, Answer.Kind kind, Delivery delivery, Duration took) {}

  Receiver(
      RemoteWriteSettings settings,
      RemoteWriteListener listener,
      RandomGenerator random,
      Pause pause)
      throws IOException {
    this.settings = settings;
    this.endpoint = new Endpoint(settings);
    this.listener = listener;
    this.waiting = new Waiting(listener);
    this.random = random;
    this.pause = pause;
    this.version =
        settings.version() == RemoteWriteVersion.V1 ? ProtocolVersion.ONE : ProtocolVersion.TWO;
  }

  ProtocolVersion version() {
    return version;
  }

  long retries() {
    return retries.sum();
  }

  /** Speaks 1.0 from now on, if that is allowed. */
  synchronized void fallBack(Answer answer) throws UnusableReceiverException {
    String words =
        answer.status() / 100 == 2
            ? "HTTP " + answer.status() + " without a number of samples written"
            : answer.text();
    if (settings.version() == RemoteWriteVersion.V2) {
      throw new UnusableReceiverException(
          "%s does not speak remote write 2.0 (%s): choose version 1, or none, which finds out"
              .formatted(settings.url(), words));
    }
    if (version == ProtocolVersion.TWO) {
      version = ProtocolVersion.ONE;
      listener.fellBack(words);
    }
  }

  /**
   * Sends a request, again and again if need be.
   *
   * @return an answer that is none of "not now"
   */
  Outcome deliver(RequestBody body, Delivery delivery) throws IOException, InterruptedException {
    Tries tries = new Tries(delivery);
    try {
      while (true) {
        long startNanos = System.nanoTime();
        Answer answer;
        try {
          answer = endpoint.post(body);
        } catch (ConnectException | HttpConnectTimeoutException e) {
          requireLater("cannot be reached: " + reason(e), e);
          tries.failed(settings.url() + " cannot be reached: " + reason(e), Optional.empty());
          continue;
        } catch (IOException e) {
          requireLater("does not answer: " + reason(e), e);
          tries.delivery = Delivery.MAYBE_REPEATED;
          tries.failed("no answer: " + reason(e), Optional.empty());
          continue;
        }
        Answer.Kind kind = kind(answer, body.version());
        switch (kind) {
          case NOT_ADMITTED -> {
            if (!(answer.status() == 401 && hasNewCredentials())) {
              requireAdmission(answer);
            }
            tries.failed(answer.text(), Optional.empty());
          }
          case BUSY -> tries.failed(answer.text(), answer.retryAfter());
          case FAILED -> {
            tries.delivery = Delivery.MAYBE_REPEATED;
            tries.failed(answer.text(), answer.retryAfter());
          }
          default -> {
            hasAdmitted = true;
            hasTakenTwo |= kind == Answer.Kind.ACCEPTED && body.version() == ProtocolVersion.TWO;
            tries.answered();
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            return new Outcome(answer, kind, tries.delivery, took);
          }
        }
      }
    } finally {
      tries.end();
    }
  }

  private Answer.Kind kind(Answer answer, ProtocolVersion of) {
    boolean isKnown = of == ProtocolVersion.TWO && hasTakenTwo;
    return isKnown ? answer.kindInKnown(of) : answer.kind(of);
  }

  /**
   * A file that is just being replaced cannot be read for a moment: the next try reads it again.
   */
  private boolean hasNewCredentials() {
    try {
      return endpoint.hasNewCredentials();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Lets an answer to a message without samples pass if samples can follow: whoever finds a fault
   * in that is no receiver.
   */
  void requireUse(Outcome outcome) throws UnusableReceiverException {
    boolean isRefused =
        outcome.kind() != Answer.Kind.ACCEPTED && outcome.answer().status() / 100 == 4;
    if (isRefused && settings.firstContact() == FirstContact.REQUIRED) {
      throw unusable(outcome.answer());
    }
  }

  private static String reason(IOException failure) {
    return Optional.ofNullable(failure.getMessage())
        .orElseGet(() -> failure.getClass().getSimpleName());
  }

  /** Lets it be tried again, unless it is the first contact and must not fail. */
  private void requireLater(String what, IOException cause) throws UnusableReceiverException {
    if (isRequiredNow()) {
      throw new UnusableReceiverException(
          settings.url() + " " + what + ": is the address right, and does the receiver run?",
          cause);
    }
  }

  private void requireAdmission(Answer answer) throws UnusableReceiverException {
    if (isRequiredNow()) {
      throw unusable(answer);
    }
  }

  private UnusableReceiverException unusable(Answer answer) {
    return new UnusableReceiverException(
        "%s answered %s: %s".formatted(settings.url(), answer.text(), advice(answer.status())));
  }

  private boolean isRequiredNow() {
    return settings.firstContact() == FirstContact.REQUIRED && !hasAdmitted;
  }

  private static String advice(int status) {
    return switch (status) {
      case 401 -> "it wants to know who sends, by a token, or a user and a password";
      case 403 -> "this sender may not write there: its token, user or tenant is another";
      case 400, 404, 405, 415, 422 ->
          "nobody takes samples at this path; a Prometheus does with"
              + " --web.enable-remote-write-receiver, at /api/v1/write";
      default -> "it wants to be asked elsewhere: give that address";
    };
  }
}
