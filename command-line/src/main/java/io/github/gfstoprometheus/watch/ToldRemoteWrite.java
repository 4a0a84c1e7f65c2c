package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.remotewrite.Rejection;
import io.github.gfstoprometheus.remotewrite.RemoteWriteListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tells what becomes of requests. */
final class ToldRemoteWrite implements RemoteWriteListener {
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
        "the receiver refuses %d samples from %s to %s: %s"
            .formatted(
                rejection.samples(),
                Instant.ofEpochMilli(rejection.firstMillis()),
                Instant.ofEpochMilli(rejection.lastMillis()),
                rejection.words()),
        Map.of(
            "samples", rejection.samples(),
            "firstMillis", rejection.firstMillis(),
            "lastMillis", rejection.lastMillis(),
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
    figures.problem();
    journal.problem(
        "receiver_away",
        "the receiver takes nothing, so it is waited for: " + reason,
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
