package io.github.gfstoprometheus.watch;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What one sink of a watch has done since it began, and where it stands. Any thread may ask. */
public final class SinkFigures {
  private final String sink;
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder ticks = new LongAdder();
  private final LongAdder samples = new LongAdder();
  private final LongAdder rejectedSamples = new LongAdder();
  private final LongAdder publications = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder problems = new LongAdder();
  private final AtomicLong publishedMillis = new AtomicLong();
  private volatile Supplier<List<Position>> positions = List::of;

  /**
   * Where a sink stands in the archive of a member that it reads now.
   *
   * @param archive the archive's path
   * @param sizeBytes how long the file is
   * @param readBytes how much of it was read
   * @param lastMillis the time of the member's last tick that was read, in milliseconds since the
   *     epoch; 0 if there is none
   */
  public record Position(
      String member, String archive, long sizeBytes, long readBytes, long lastMillis) {
    /** The same, if the file has grown since. */
    Position grownTo(long bytes) {
      return new Position(member, archive, Math.max(sizeBytes, bytes), readBytes, lastMillis);
    }
  }

  /**
   * Figures of nothing done.
   *
   * @param sink {@code blocks} or {@code remote_write}
   */
  public SinkFigures(String sink) {
    this.sink = sink;
  }

  /** Which sink it is: {@code blocks} or {@code remote_write}. */
  public String sink() {
    return sink;
  }

  /** Bytes read from archives, compressed ones as they are. */
  public long bytesIn() {
    return bytesIn.sum();
  }

  /** Samples of the archives, each of which is one of every live series. */
  public long ticks() {
    return ticks.sum();
  }

  /** Samples of series that were published. */
  public long samples() {
    return samples.sum();
  }

  /** Samples of series that the receiver refused for good. */
  public long rejectedSamples() {
    return rejectedSamples.sum();
  }

  /** Blocks or requests that were published. */
  public long publications() {
    return publications.sum();
  }

  /** Bytes of blocks or requests. */
  public long bytesOut() {
    return bytesOut.sum();
  }

  /** How often something had to be tried again. */
  public long retries() {
    return retries.sum();
  }

  /** How often something went wrong. */
  public long problems() {
    return problems.sum();
  }

  /** When something was published last, in milliseconds since the epoch, or 0. */
  public long publishedMillis() {
    return publishedMillis.get();
  }

  /** Where the sink stands, member by member. */
  public List<Position> positions() {
    return positions.get();
  }

  void read(long bytes, long tickCount) {
    bytesIn.add(bytes);
    ticks.add(tickCount);
  }

  void published(long count, long bytes, long millis) {
    publications.add(count);
    bytesOut.add(bytes);
    publishedMillis.set(millis);
  }

  void samples(long count) {
    samples.add(count);
  }

  void rejected(long sampleCount) {
    rejectedSamples.add(sampleCount);
  }

  void retry() {
    retries.increment();
  }

  void problem() {
    problems.increment();
  }

  /** Says where the sink stands; any thread may ask. */
  void standsAt(Supplier<List<Position>> asked) {
    positions = asked;
  }
}
