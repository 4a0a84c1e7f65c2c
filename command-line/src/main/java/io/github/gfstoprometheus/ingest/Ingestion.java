package io.github.gfstoprometheus.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Reads inputs, one after the other, into an {@link Intake}. */
public final class Ingestion {
  private final Intake intake;
  private final BooleanSupplier wantsEnd;
  private final AtomicLong bytesIn = new AtomicLong();
  private int failed;
  private Optional<String> brokenOff = Optional.empty();

  /**
   * An ingestion that has read nothing yet.
   *
   * @param wantsEnd whether to end where it is; asked often
   */
  public Ingestion(Intake intake, BooleanSupplier wantsEnd) {
    this.intake = intake;
    this.wantsEnd = wantsEnd;
  }

  /**
   * Reads all of them, as far as they can be read.
   *
   * @throws IOException if the sink cannot take samples
   */
  public void read(List<IngestSource> sources) throws IOException {
    for (IngestSource source : sources) {
      if (brokenOff.isEmpty()) {
        read(source);
      }
    }
    intake.end();
  }

  private void read(IngestSource source) throws IOException {
    try (ReadAhead bytes = ReadAhead.of(() -> open(source), wantsEnd)) {
      IngestInput input = new IngestInput(source.name(), bytes, wantsEnd);
      SampleReader reader = source.format().open(input, intake);
      boolean hasMore = true;
      while (hasMore) {
        hasMore = reader.next();
      }
      end(input);
    }
  }

  private InputStream open(IngestSource source) throws IOException {
    InputStream stored = new StoredBytes(source.bytes().open(), bytesIn);
    try {
      return source.compression().decompress(stored);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  private void end(IngestInput input) {
    if (input.isBrokenOff()) {
      brokenOff = Optional.of(input.name());
    }
    if (input.failure().isPresent()) {
      IOException failure = input.failure().get();
      String reason = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
      failed += input.bytesIn() == 0 ? 1 : 0;
      intake.problem(
          input.bytesIn() == 0
              ? "%s: cannot be read: %s".formatted(input.name(), reason)
              : "%s: cannot be read on from byte %d of what it holds: %s; what stood before is taken"
                  .formatted(input.name(), input.bytesIn(), reason));
    }
  }

  /** How many bytes were read, compressed ones as they are. */
  public long bytesIn() {
    return bytesIn.get();
  }

  /** How many inputs could not be read at all. */
  public int failed() {
    return failed;
  }

  /** The name of the input within which an end was wanted, if one was. */
  public Optional<String> brokenOff() {
    return brokenOff;
  }
}
