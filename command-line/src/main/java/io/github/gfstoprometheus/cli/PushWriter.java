package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.SampleWriter;
import io.github.gfstoprometheus.remotewrite.Delivery;
import io.github.gfstoprometheus.remotewrite.RemoteWriter;
import io.github.gfstoprometheus.remotewrite.SentFigures;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Sends each batch as it comes. */
final class PushWriter implements SampleWriter {
  private final RemoteWriter receiver;
  private final BreakOff breakOff;
  private SentFigures figures = SentFigures.NONE;
  private OptionalLong sendingMillis = OptionalLong.empty();

  /** A writer that closes both. */
  PushWriter(RemoteWriter receiver, BreakOff breakOff) {
    this.receiver = receiver;
    this.breakOff = breakOff;
  }

  @Override
  public void write(Batch batch) throws IOException {
    sendingMillis = OptionalLong.of(batch.millis(0));
    figures = figures.plus(receiver.send(List.of(batch), Delivery.FIRST));
  }

  /** What became of all batches but one that was broken off. */
  SentFigures figures() {
    return figures;
  }

  /** The time of the first sample of the last batch. */
  OptionalLong sendingMillis() {
    return sendingMillis;
  }

  @Override
  public void finish() {}

  @Override
  public long bytesOut() {
    return figures.bytes();
  }

  @Override
  public void close() {
    breakOff.close();
    receiver.close();
  }
}
