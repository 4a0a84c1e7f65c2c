package io.github.gfstoprometheus.remotewrite;

import io.github.gfstoprometheus.protocol.MalformedRequestException;
import io.github.gfstoprometheus.protocol.ProtocolVersion;
import io.github.gfstoprometheus.protocol.RequestByTime;
import io.github.gfstoprometheus.protocol.RequestDecoder;
import io.github.gfstoprometheus.protocol.RequestEncoder;
import io.github.gfstoprometheus.protocol.SampleTimes;
import io.github.gfstoprometheus.protocol.SeriesMetadata;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Sends the samples of some of the series, one request after the other. */
final class Shard {
  private final RemoteWriteSettings settings;
  private final Receiver receiver;
  private final RemoteWriteListener listener;
  private final int number;
  private final RequestBody body = new RequestBody();

  /** The samples of one tick of a request, and a request in 1.0. */
  private final RequestBody part = new RequestBody();

  private final RequestBody plain = new RequestBody();
  private final Map<Rejection.Reason, Rejection> rejections = new EnumMap<>(Rejection.Reason.class);
  private SentFigures figures = SentFigures.NONE;

  Shard(RemoteWriteSettings settings, Receiver receiver, RemoteWriteListener listener, int number) {
    this.settings = settings;
    this.receiver = receiver;
    this.listener = listener;
    this.number = number;
  }

  /** Sends its series of some batches, and returns when the receiver has answered for all. */
  SentFigures send(List<BatchEncoder> batches, Delivery delivery) throws IOException {
    figures = SentFigures.NONE;
    ProtocolVersion version = receiver.version();
    RequestEncoder requests =
        new RequestEncoder(
            version,
            settings.mostRequestBytes(),
            request -> {
              body.fill(version, request);
              settle(body, delivery);
              rejections.values().forEach(listener::rejected);
              rejections.clear();
            });
    for (BatchEncoder batch : batches) {
      batch.encode(number, settings.shards(), requests);
    }
    requests.flush();
    return figures;
  }

  private void settle(RequestBody request, Delivery delivery) throws IOException {
    if (request.version() != receiver.version()) {
      settlePlain(request, delivery);
      return;
    }
    Receiver.Outcome outcome = deliver(request, delivery);
    switch (outcome.kind()) {
      case ACCEPTED -> accepted(request, outcome);
      case NOT_UNDERSTOOD -> {
        receiver.fallBack(outcome.answer());
        settlePlain(request, outcome.delivery());
      }
      case SAMPLES_REFUSED -> samplesRefused(request, delivery, outcome);
      case TOO_LARGE -> settleByTime(request, outcome);
      default -> {
        answered(request);
        rejected(request, request.samples(), Rejection.Reason.OTHER, outcome.answer());
      }
    }
  }

  private Receiver.Outcome deliver(RequestBody request, Delivery delivery) throws IOException {
    try {
      return receiver.deliver(request, delivery);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SendingBrokenOffException();
    }
  }

  private void accepted(RequestBody request, Receiver.Outcome outcome) {
    answered(request);
    long samples = request.samples();
    long written = Math.min(outcome.answer().samplesWritten().orElse(samples), samples);
    boolean isWhole = written == samples || outcome.delivery() == Delivery.MAYBE_REPEATED;
    accepted(request, isWhole ? samples : written, outcome);
    if (!isWhole) {
      rejected(request, samples - written, Rejection.Reason.NOT_WRITTEN, outcome.answer());
    }
  }

  private void samplesRefused(RequestBody request, Delivery before, Receiver.Outcome outcome)
      throws IOException {
    boolean isThere = mayBeThere(outcome);
    long written = outcome.answer().samplesWritten().orElse(0);
    if (isThere && before == Delivery.FIRST) {
      answered(request); // by an earlier try of the same request, which was taken as a whole
      accepted(request, request.samples(), outcome);
    } else if (written > 0 && !isThere) {
      answered(request); // what was not refused has been written: sent again, it would be refused
      accepted(request, written, outcome);
      long left = Math.max(0, request.samples() - written);
      rejected(request, left, outcome.answer().reason(), outcome.answer());
    } else {
      settleByTime(request, outcome);
    }
  }

  private static boolean mayBeThere(Receiver.Outcome outcome) {
    return outcome.delivery() == Delivery.MAYBE_REPEATED
        && outcome.answer().reason() == Rejection.Reason.OUT_OF_ORDER;
  }

  /** Of a request that was refused as a whole, sends tick after tick: some may be taken. */
  private void settleByTime(RequestBody request, Receiver.Outcome outcome) throws IOException {
    answered(request);
    RequestByTime parts =
        new RequestByTime(request.version(), request.message(), request.messageBytes());
    if (parts.timeCount() > 1) {
      for (long timestampMillis : parts.times()) {
        part.fill(request.version(), parts.at(timestampMillis));
        settle(part, outcome.delivery());
      }
    } else if (mayBeThere(outcome)) {
      accepted(request, request.samples(), outcome);
    } else {
      rejected(request, request.samples(), outcome.answer().reason(), outcome.answer());
    }
  }

  /** Sends what was encoded for 2.0 to a receiver that has turned out not to know it. */
  private void settlePlain(RequestBody request, Delivery delivery) throws IOException {
    RequestDecoder decoder = new RequestDecoder();
    try {
      decoder.decode(request.message(), 0, request.messageBytes());
    } catch (MalformedRequestException e) {
      throw new IllegalStateException("an encoder here made it", e);
    }
    RequestEncoder requests =
        new RequestEncoder(
            ProtocolVersion.ONE,
            settings.mostRequestBytes(),
            encoded -> {
              plain.fill(ProtocolVersion.ONE, encoded);
              settle(plain, delivery);
            });
    decoder.forEach(
        new RequestDecoder.Listener() {
          @Override
          public void series(LabelSet labels) throws IOException {
            requests.series(labels, SeriesMetadata.NONE);
          }

          @Override
          public void sample(long timestampMillis, long valueBits) throws IOException {
            requests.samples(SampleTimes.of(timestampMillis), 0, 1, valueBits);
          }
        });
    requests.flush();
  }

  private void answered(RequestBody request) {
    figures = figures.plus(new SentFigures(0, 0, 1, 0, request.compressedBytes()));
  }

  private void accepted(RequestBody request, long samples, Receiver.Outcome outcome) {
    figures = figures.plus(new SentFigures(samples, 0, 0, 0, 0));
    listener.accepted(samples, request.compressedBytes(), outcome.took());
  }

  private void rejected(RequestBody request, long samples, Rejection.Reason reason, Answer answer) {
    figures = figures.plus(new SentFigures(0, samples, 0, 0, 0));
    RequestByTime times =
        new RequestByTime(request.version(), request.message(), request.messageBytes());
    Rejection rejection =
        new Rejection(reason, answer.text(), samples, times.firstMillis(), times.lastMillis());
    rejections.merge(reason, rejection, Rejection::plus);
  }
}
