package io.github.gfstoprometheus.remotewrite;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.protocol.EncodedRequest;
import io.github.gfstoprometheus.protocol.ProtocolVersion;
import io.github.gfstoprometheus.protocol.RequestEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sends batches to a receiver, and waits for as long as it takes: what is not sent stays in the
 * archive. One thread sends; another one may break it off.
 *
 * <pre>{@code
 * try (RemoteWriter writer = new RemoteWriter(RemoteWriteSettings.to(url), listener)) {
 *   SentFigures figures = writer.send(batches, Delivery.FIRST);
 * }
 * }</pre>
 */
public final class RemoteWriter implements Closeable {
  private final Receiver receiver;
  private final List<Shard> shards = new ArrayList<>();
  private final MetadataSchedule metadata = new MetadataSchedule(System::nanoTime);
  private final ExecutorService threads;
  private boolean hasMet;

  /**
   * A writer that has not met its receiver yet.
   *
   * @param listener is told by several threads
   * @throws IOException if secrets, certificates or keys cannot be read
   */
  public RemoteWriter(RemoteWriteSettings settings, RemoteWriteListener listener)
      throws IOException {
    this.receiver =
        new Receiver(
            settings,
            listener,
            new SplittableRandom(),
            duration -> Thread.sleep(duration.toMillis()));
    for (int number = 0; number < settings.shards(); number++) {
      shards.add(new Shard(settings, receiver, listener, number));
    }
    this.threads =
        Executors.newFixedThreadPool(
            settings.shards(),
            task -> {
              Thread thread = new Thread(task, "remote-write");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Sends batches, those of one member in the order of time, and returns when the receiver has
   * accepted or refused every sample.
   *
   * @param delivery {@link Delivery#MAYBE_REPEATED} for exactly the batches that a run before was
   *     sending when it was killed
   * @throws SendingBrokenOffException if that was wanted; no more can be sent after it
   * @throws UnusableReceiverException if something must be set otherwise
   */
  public SentFigures send(List<Batch> batches, Delivery delivery) throws IOException {
    long retriesBefore = receiver.retries();
    if (!hasMet) {
      call(List.of(this::meet));
      hasMet = true;
    }
    SentFigures sum = SentFigures.NONE;
    if (receiver.version() == ProtocolVersion.ONE) {
      List<EncodedRequest> messages = metadata.due(batches);
      sum = sum.plus(call(List.of(() -> sendMetadata(messages))));
    }
    List<BatchEncoder> encoders = batches.stream().map(BatchEncoder::of).toList();
    List<Callable<SentFigures>> tasks = new ArrayList<>();
    shards.forEach(shard -> tasks.add(() -> shard.send(encoders, delivery)));
    sum = sum.plus(call(tasks));
    return sum.plus(new SentFigures(0, 0, 0, receiver.retries() - retriesBefore, 0));
  }

  /**
   * Finds out what the receiver speaks, by a message without samples: those of 2.0 are nothing to a
   * receiver of 1.0, and so no sample is at stake.
   */
  private SentFigures meet() throws IOException, InterruptedException {
    Receiver.Outcome outcome = ask();
    if (receiver.version() == ProtocolVersion.TWO && outcome.kind() != Answer.Kind.ACCEPTED) {
      receiver.fallBack(outcome.answer());
      outcome = ask(); // what it said of 2.0 may be what it says to everyone
    }
    receiver.requireUse(outcome);
    return SentFigures.NONE;
  }

  private Receiver.Outcome ask() throws IOException, InterruptedException {
    RequestBody empty = new RequestBody();
    empty.fill(receiver.version(), RequestEncoder.empty(receiver.version()));
    return receiver.deliver(empty, Delivery.FIRST);
  }

  /** What a receiver makes of it is of no consequence: samples do not need it. */
  private SentFigures sendMetadata(List<EncodedRequest> messages)
      throws IOException, InterruptedException {
    SentFigures sum = SentFigures.NONE;
    RequestBody body = new RequestBody();
    for (EncodedRequest message : messages) {
      body.fill(ProtocolVersion.ONE, message);
      receiver.deliver(body, Delivery.FIRST);
      sum = sum.plus(new SentFigures(0, 0, 1, 0, body.compressedBytes()));
    }
    return sum;
  }

  private SentFigures call(List<Callable<SentFigures>> tasks) throws IOException {
    List<Future<SentFigures>> underWay = new ArrayList<>();
    boolean done = false;
    try {
      for (Callable<SentFigures> task : tasks) {
        underWay.add(threads.submit(task));
      }
      SentFigures sum = SentFigures.NONE;
      for (Future<SentFigures> one : underWay) {
        sum = sum.plus(one.get());
      }
      done = true;
      return sum;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SendingBrokenOffException();
    } catch (CancellationException | RejectedExecutionException e) {
      throw new SendingBrokenOffException();
    } finally {
      if (!done) {
        breakOff(); // the other shards would wait for what will never be
      }
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof InterruptedException) {
      return new SendingBrokenOffException();
    }
    if (cause instanceof IOException failure) {
      return failure;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) cause;
  }

  /** Has the sending that is under way, and any later one, end at once. */
  public void breakOff() {
    // Whoever waits for a task that never began would wait for ever.
    threads.shutdownNow().forEach(task -> ((Future<?>) task).cancel(true));
  }

  @Override
  public void close() {
    breakOff();
  }
}
