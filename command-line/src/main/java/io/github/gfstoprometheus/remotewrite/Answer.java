package io.github.gfstoprometheus.remotewrite;

import io.github.gfstoprometheus.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a receiver answered.
 *
 * @param words the beginning of the body, in one line
 * @param retryAfter how long it asks to wait
 * @param samplesWritten how many samples it says it wrote, which receivers of 2.0 do
 */
record Answer(
    int status, String words, Optional<Duration> retryAfter, OptionalLong samplesWritten) {
  /** What follows from it. */
  enum Kind {
    /** The samples are there. */
    ACCEPTED,
    /** The receiver does not know the version, and has nothing of the request. */
    NOT_UNDERSTOOD,
    /** Samples are refused because of their times. */
    SAMPLES_REFUSED,
    /** The request is larger than the receiver takes. */
    TOO_LARGE,
    /** The request is wrong, and will be. */
    REFUSED,
    /** The sender is not let in, or this is no receiver. */
    NOT_ADMITTED,
    /** Not now. */
    BUSY,
    /** Something went wrong there, after samples were written or before. */
    FAILED
  }

  /** What receivers say of samples that come too late, in Prometheus' words and Mimir's. */
  private static final List<String> ORDER_WORDS =
      List.of(
          "out of order",
          "out-of-order",
          "duplicate sample",
          "duplicate-timestamp",
          "new-value-for-timestamp");

  private static final List<String> BOUND_WORDS =
      List.of("out of bounds", "too old", "too-old", "too far in the", "too-far-in");

  /** What receivers of 1.0 alone say of 2.0, if they say something. */
  private static final List<String> VERSION_WORDS =
      List.of("content-type", "content type", "media type", "proto", "unmarshal", "decode");

  /** Statuses that say all there is to say: words behind them are about something else. */
  private static final Set<Integer> PLAIN_REFUSALS =
      Set.of(401, 403, 404, 405, 407, 408, 413, 415, 429);

  /** What follows from an answer to a message of a version of which nothing is known. */
  Kind kind(ProtocolVersion version) {
    if (status / 100 == 2) {
      boolean understood = version == ProtocolVersion.ONE || samplesWritten.isPresent();
      return understood ? Kind.ACCEPTED : Kind.NOT_UNDERSTOOD;
    }
    boolean isRefusal = (status / 100 == 4 && !PLAIN_REFUSALS.contains(status)) || status == 500;
    if (isRefusal && reason() != Rejection.Reason.OTHER) {
      return Kind.SAMPLES_REFUSED;
    }
    return switch (status) {
      case 401, 403, 404, 405 -> Kind.NOT_ADMITTED;
      case 408, 429 -> Kind.BUSY;
      case 413 -> Kind.TOO_LARGE;
      default -> kindByClass(version);
    };
  }

  /**
   * What follows if messages of the version have been taken before: then words are about what is in
   * the message, such as a metric that is called after the protocol.
   */
  Kind kindInKnown(ProtocolVersion version) {
    Kind kind = kind(version);
    return kind == Kind.NOT_UNDERSTOOD && status == 400 ? Kind.REFUSED : kind;
  }

  private Kind kindByClass(ProtocolVersion version) {
    return switch (status / 100) {
      case 3 -> Kind.NOT_ADMITTED; // followed, it could be anyone who gets the samples
      case 4 -> {
        boolean unknown = status == 415 || (status == 400 && has(VERSION_WORDS));
        yield version == ProtocolVersion.TWO && unknown ? Kind.NOT_UNDERSTOOD : Kind.REFUSED;
      }
      default -> Kind.FAILED;
    };
  }

  /** Of what kind the reason is, if samples are refused. */
  Rejection.Reason reason() {
    if (has(ORDER_WORDS) || status == 409) { // 409 is what Thanos says, in other words
      return Rejection.Reason.OUT_OF_ORDER;
    }
    return has(BOUND_WORDS) ? Rejection.Reason.OUT_OF_BOUNDS : Rejection.Reason.OTHER;
  }

  private boolean has(List<String> any) {
    String lower = words.toLowerCase(Locale.ROOT);
    return any.stream().anyMatch(lower::contains);
  }

  /** The answer for people. */
  String text() {
    return words.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + words;
  }
}
