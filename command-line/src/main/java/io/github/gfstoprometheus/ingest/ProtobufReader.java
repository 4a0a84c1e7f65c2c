package io.github.gfstoprometheus.ingest;

import io.github.gfstoprometheus.protocol.MalformedRequestException;
import io.github.gfstoprometheus.protocol.MalformedStreamException;
import io.github.gfstoprometheus.protocol.RequestDecoder;
import io.github.gfstoprometheus.protocol.StreamCut;
import io.github.gfstoprometheus.protocol.StreamReader;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads messages of Prometheus remote write 2.0 with their lengths before them: the stream protocol
 * of docs/stream-protocol.md. An entry is a message.
 */
final class ProtobufReader implements SampleReader {
  private final IngestInput input;
  private final Intake intake;
  private final StreamReader stream;
  private final RequestDecoder message = new RequestDecoder();
  private final Samples samples = new Samples();
  private final Place place = this::describe;
  private long histograms;
  private long exemplars;

  ProtobufReader(IngestInput input, Intake intake) {
    this.input = input;
    this.intake = intake;
    this.stream = new StreamReader(input::read);
  }

  @Override
  public boolean next() throws IOException {
    if (!hasNext()) {
      tellPassedOver();
      return false;
    }
    try {
      message.decode(stream.buffer(), stream.start(), stream.end());
      if (message.hasSamples()) {
        requireUsualTimes();
      }
    } catch (MalformedRequestException e) {
      intake.malformed(() -> leftOut(stream.offset() + e.offset(), e));
      return true;
    } catch (MalformedEntryException e) {
      intake.malformed(() -> leftOut(stream.offset() + e.offset(), e));
      return true;
    }
    histograms += message.histograms();
    exemplars += message.exemplars();
    if (message.hasSamples()) {
      intake.entry();
      message.forEach(samples);
    }
    return true;
  }

  private boolean hasNext() throws IOException {
    try {
      if (stream.next()) {
        return true;
      }
    } catch (MalformedStreamException e) {
      intake.problem("%s: byte %d: %s".formatted(input.name(), e.offset(), e.getMessage()));
      return false;
    }
    // Who breaks off knows, and a failure is told where it is known.
    if (!input.isBrokenOff() && input.failure().isEmpty()) {
      stream.cut().ifPresent(this::tell);
    }
    return false;
  }

  private void tell(StreamCut cut) {
    intake.problem(
        "%s: byte %d: expected %s, found %s: the stream was cut %s; what stood before is taken"
            .formatted(input.name(), cut.offset(), cut.expected(), cut.found(), cut.place()));
  }

  private void requireUsualTimes() throws MalformedEntryException {
    long first = message.firstMillis();
    long last = message.lastMillis();
    if (TimeBounds.isOutside(first) || TimeBounds.isOutside(last)) {
      throw new MalformedEntryException(
          0,
          "times in milliseconds " + TimeBounds.TEXT,
          TimeBounds.isOutside(first) ? Long.toString(first) : Long.toString(last));
    }
  }

  private String leftOut(long offset, Exception fault) {
    return "%s, byte %d of the input: %s; the message is left out"
        .formatted(describe(), offset, fault.getMessage());
  }

  private String describe() {
    return input.name() + ": message at byte " + stream.offset();
  }

  private void tellPassedOver() {
    if (histograms + exemplars > 0) {
      intake.problem(
          String.format(
              Locale.ROOT,
              "%s: expected samples only, found %,d native histograms and %,d exemplars, which are left out",
              input.name(),
              histograms,
              exemplars));
      histograms = 0;
      exemplars = 0;
    }
  }

  private final class Samples implements RequestDecoder.Listener {
    @Override
    public void series(LabelSet labels) {
      intake.series(labels);
    }

    @Override
    public void sample(long timestampMillis, long valueBits) throws IOException {
      intake.add(timestampMillis, valueBits, place);
    }
  }
}
