package io.github.gfstoprometheus.remotewrite;

import io.github.gfstoprometheus.protocol.MalformedRequestException;
import io.github.gfstoprometheus.protocol.ProtocolVersion;
import io.github.gfstoprometheus.protocol.RequestBySeries;
import io.github.gfstoprometheus.protocol.RequestByTime;
import io.github.gfstoprometheus.protocol.RequestDecoder;
import io.github.gfstoprometheus.protocol.RequestEncoder;
import io.github.gfstoprometheus.protocol.SampleTimes;
import io.github.gfstoprometheus.protocol.SeriesMetadata;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
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

  /** With refusals of samples, and of requests that are too large. */
  private final Patience patience = new Patience();

  private final Patience sizePatience = new Patience();
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
              patience.beginRequest();
              sizePatience.beginRequest();
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
    conclude(request, deliver(request, delivery));
  }

  private void conclude(RequestBody request, Receiver.Outcome outcome) throws IOException {
    switch (outcome.kind()) {
      case ACCEPTED -> accepted(request, outcome);
      case NOT_UNDERSTOOD -> {
        receiver.fallBack(outcome.answer());
        settlePlain(request, outcome.delivery());
      }
      case SAMPLES_REFUSED, TOO_LARGE -> {
        if (isRefusedAsAWhole(outcome)) {
          settleByTime(request, outcome);
        } else {
          partlyWritten(request, outcome);
        }
      }
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

  /** Whether it can be sent in parts: what has been written would be refused. */
  private static boolean isRefusedAsAWhole(Receiver.Outcome outcome) {
    boolean isRefused =
        outcome.kind() == Answer.Kind.SAMPLES_REFUSED || outcome.kind() == Answer.Kind.TOO_LARGE;
    return isRefused && (outcome.answer().samplesWritten().orElse(0) <= 0 || isThere(outcome));
  }

  private void partlyWritten(RequestBody request, Receiver.Outcome outcome) {
    answered(request);
    long written = Math.min(outcome.answer().samplesWritten().orElseThrow(), request.samples());
    accepted(request, written, outcome);
    long left = request.samples() - written;
    rejected(request, left, outcome.answer().reason(), outcome.answer());
  }

  /** Whether this is what a receiver says of a sample that it has. */
  private static boolean isThere(Receiver.Outcome outcome) {
    return outcome.kind() == Answer.Kind.SAMPLES_REFUSED
        && outcome.delivery() == Delivery.MAYBE_REPEATED
        && outcome.answer().reason() == Rejection.Reason.OUT_OF_ORDER;
  }

  /** Of a request that was refused as a whole, sends tick after tick: some may be taken. */
  private void settleByTime(RequestBody request, Receiver.Outcome outcome) throws IOException {
    answered(request);
    RequestByTime parts =
        new RequestByTime(request.version(), request.message(), request.messageBytes());
    if (parts.timeCount() == 1) {
      settleBySeries(request, outcome);
      return;
    }
    RequestBody part = new RequestBody();
    for (long timestampMillis : parts.times()) {
      part.fill(request.version(), parts.at(timestampMillis));
      settle(part, outcome.delivery());
    }
  }

  private void settleBySeries(RequestBody tick, Receiver.Outcome outcome) throws IOException {
    Patience left = outcome.kind() == Answer.Kind.TOO_LARGE ? sizePatience : patience;
    left.beginTick(isThere(outcome) ? Delivery.MAYBE_REPEATED : Delivery.FIRST);
    new RefusedTick(tick, left).settle(outcome);
    left.endTick();
  }

  /**
   * A tick that was refused as a whole. Smaller and smaller parts of it are sent, until each is
   * taken or is one sample: the receiver may refuse a few of its series only, or have only some.
   */
  private final class RefusedTick {
    private record Refused(SeriesRange range, Receiver.Outcome outcome) {}

    private final ProtocolVersion version;
    private final RequestBySeries series;
    private final Patience left;
    private final RequestBody part = new RequestBody();
    private final Deque<Refused> open = new ArrayDeque<>();

    RefusedTick(RequestBody tick, Patience left) {
      this.version = tick.version();
      this.series = new RequestBySeries(version, tick.message(), tick.messageBytes());
      this.left = left;
    }

    void settle(Receiver.Outcome whole) throws IOException {
      open.add(new Refused(new SeriesRange(0, series.seriesCount()), whole));
      while (!open.isEmpty()) {
        Refused refused = open.remove();
        if (refused.range().size() == 1 || left.isOver()) {
          giveUp(refused);
        } else {
          for (SeriesRange range : refused.range().parts()) {
            send(range, refused.outcome().delivery());
          }
        }
      }
    }

    private void send(SeriesRange range, Delivery delivery) throws IOException {
      fill(range);
      if (version != receiver.version()) {
        settlePlain(part, delivery);
        return;
      }
      Receiver.Outcome outcome = deliver(part, delivery);
      if (isRefusedAsAWhole(outcome)) {
        answered(part);
        keep(new Refused(range, outcome));
      } else {
        if (outcome.kind() == Answer.Kind.ACCEPTED) {
          left.taken();
        }
        conclude(part, outcome);
      }
    }

    private void keep(Refused refused) {
      boolean isOnlyTooLarge =
          refused.outcome().kind() == Answer.Kind.TOO_LARGE && refused.range().size() > 1;
      if (isOnlyTooLarge) {
        open.addFirst(refused); // down to what is taken at once: it says nothing of other parts
      } else {
        left.refused();
        open.addLast(refused);
      }
    }

    private void giveUp(Refused refused) {
      fill(refused.range());
      Receiver.Outcome outcome = refused.outcome();
      if (isThere(outcome)) {
        accepted(part, part.samples(), outcome);
      } else {
        rejected(part, part.samples(), outcome.answer().reason(), outcome.answer());
      }
    }

    private void fill(SeriesRange range) {
      part.fill(version, series.between(range.from(), range.end()));
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
    RequestBody plain = new RequestBody();
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
