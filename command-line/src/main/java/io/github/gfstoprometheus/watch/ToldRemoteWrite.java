package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.remotewrite.Rejection;
import io.github.gfstoprometheus.remotewrite.RemoteWriteListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tells what becomes of requests. */
final class ToldRemoteWrite implements RemoteWriteListener {
  /** The receiver's own words name series and times: as fields, since equal texts are told once. */
  private static final Map<Rejection.Reason, String> REASONS =
      Map.of(
          Rejection.Reason.OUT_OF_ORDER,
          "they are out of order, as it has later ones of their series",
          Rejection.Reason.OUT_OF_BOUNDS,
          "they are older than it takes, see --remote-write in docs/remote-write.md",
          Rejection.Reason.NOT_WRITTEN,
          "it wrote fewer than were sent",
          Rejection.Reason.OTHER,
          "its words are in the field reason (--log-format json)");

  private final SinkFigures figures;
  private final Journal journal;

  ToldRemoteWrite(SinkFigures figures, Journal journal) {
    this.figures = figures;
    this.journal = journal;
  }

  @Override
  public void retried(String reason) {
    figures.retry();
  }

  @Override
  public void rejected(Rejection rejection) {
    figures.problem();
    journal.problem(
        "samples_rejected",
        "the receiver refuses samples for good: " + REASONS.get(rejection.reason()),
        Map.of(
            "samples", rejection.samples(),
            "first", Instant.ofEpochMilli(rejection.firstMillis()).toString(),
            "last", Instant.ofEpochMilli(rejection.lastMillis()).toString(),
            "reason", rejection.words()));
  }

  @Override
  public void fellBack(String reason) {
    journal.info(
        "fell_back",
        "the receiver does not speak remote write 2.0, so 1.0 is spoken: " + reason,
        Map.of("reason", reason));
  }

  @Override
  public void waiting(String reason) {
    journal.problem(
        "receiver_away",
        "the receiver does not take a request, so it is waited for: " + reason,
        Map.of("reason", reason));
  }

  @Override
  public void waitingOver(Duration waited) {
    journal.info(
        "receiver_back",
        "the receiver takes requests again, after " + waited.toSeconds() + " s",
        Map.of("seconds", waited.toSeconds()));
  }
}
