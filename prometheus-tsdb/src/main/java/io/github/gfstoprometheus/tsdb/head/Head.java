package io.github.gfstoprometheus.tsdb.head;

import io.github.gfstoprometheus.tsdb.block.BlockDraft;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.EncodedChunk;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Turns samples that come one by one into published blocks.
 *
 * <p>Samples are kept compressed, by block range and series. A range is over when no sample is
 * taken for it any more: when the newest of all is later than its end by the window. Then it is
 * published, in the order of ranges; blocks never overlap.
 *
 * <p>When more is held than the policy's memory allows, a part of it is written. What no late
 * sample can come before is published as a block that is cut short, if that is worth it. Otherwise
 * the ranges that hold most are written as parts, which are merged into one block when the range is
 * over: memory stays bounded, whatever the order of the samples.
 *
 * <p>Of samples of a series at one time the first stays. Where this is seen only when they are
 * written, {@link #add} has answered that the sample was taken, and {@link #repeated} or {@link
 * #conflicting} counts it; one that repeats a sample that is left out itself may count as either.
 *
 * <p>Times are those from −2^62 to before 2^62, of which no difference overflows; Prometheus' own
 * are well within. The policy's tolerance and thinning are for timelines, and mean nothing here.
 *
 * <p>One thread at a time. After an exception other than {@link IllegalArgumentException} a head
 * can only be closed; what was published before stays, and nothing else is left behind then.
 */
public final class Head implements SampleSink, Closeable {
  private static final long MIN_MILLIS = -(1L << 62);
  private static final long END_MILLIS = 1L << 62;

  /** The part of the memory that a block cut short has to let go. */
  private static final int WORTH_A_CUT = 4;

  private final Path directory;
  private final BlockPolicy policy;
  private final long windowMillis;
  private final Supplier<Ulid> ulids;
  private final BlockListener listener;

  /** The series that have samples in memory. */
  private final Map<LabelSet, HeadSeries> series = new HashMap<>();

  private final TreeMap<Long, OpenRange> ranges = new TreeMap<>();
  private final HeldMemory memory = new HeldMemory();

  /** The series that was asked for last, whether it has samples or not. */
  private HeadSeries asked = HeadSeries.NONE;

  private int lastNumber = -1;
  private long newestMillis = MIN_MILLIS;

  /** Earlier samples are too late. */
  private long oldestMillis = MIN_MILLIS;

  /** Where the first range ends. */
  private long firstEndMillis = Long.MAX_VALUE;

  private State state = State.TAKING;
  private long repeated;
  private long conflicting;
  private long partCount;

  private enum State {
    TAKING,
    WRITING,
    FINISHED,
    CLOSED
  }

  private interface Writing {
    void run() throws IOException;
  }

  /**
   * A head without samples.
   *
   * @param directory where blocks appear, such as the data directory of a Prometheus
   * @param windowMillis how much older than the newest sample a sample may be; {@link
   *     Long#MAX_VALUE} for any
   * @param ulids names the blocks
   */
  public Head(
      Path directory,
      BlockPolicy policy,
      long windowMillis,
      Supplier<Ulid> ulids,
      BlockListener listener) {
    if (windowMillis < 0) {
      throw new IllegalArgumentException(
          "a window of " + windowMillis + " ms is negative: 0 takes what is not older than others");
    }
    this.directory = directory;
    this.policy = policy;
    this.windowMillis = windowMillis;
    this.ulids = ulids;
    this.listener = listener;
  }

  @Override
  public int series(LabelSet labels) {
    requireTaking();
    if (labels.size() == 0) {
      throw new IllegalArgumentException("a series without labels: Prometheus has none");
    }
    if (!labels.equals(asked.labels())) {
      asked = find(labels);
    }
    return asked.number();
  }

  private HeadSeries find(LabelSet labels) {
    HeadSeries known = series.get(labels);
    if (known != null) {
      return known;
    }
    lastNumber = (lastNumber + 1) & Integer.MAX_VALUE;
    return new HeadSeries(labels, lastNumber);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the time is before −2^62 or not before 2^62, or the series
   *     is not the one asked for last
   */
  @Override
  public Outcome add(int number, long timestampMillis, long valueBits) throws IOException {
    HeadSeries target = asked;
    if (number < 0 || number != target.number() || state != State.TAKING) {
      throw notTaken(number);
    }
    if (timestampMillis < oldestMillis) {
      requireTime(timestampMillis);
      return Outcome.TOO_LATE;
    }
    SeriesSamples samples = target.current();
    if (!samples.covers(timestampMillis)) {
      requireTime(timestampMillis);
      samples = enterRange(target, timestampMillis);
    }
    Outcome outcome = samples.add(timestampMillis, valueBits);
    if (timestampMillis > newestMillis) {
      advance(timestampMillis);
    }
    if (memory.bytes() > policy.memoryBytes()) {
      writing(this::keepToMemory);
    }
    return outcome;
  }

  /** How many samples repeated others, as was seen only when they were written. */
  public long repeated() {
    return repeated;
  }

  /**
   * How many samples were left out because another one of their series and time came first, as was
   * seen only when they were written.
   */
  public long conflicting() {
    return conflicting;
  }

  /** Publishes all that was taken. After this, the head takes no more. */
  public void finish() throws IOException {
    requireTaking();
    writing(() -> publishBefore(Long.MAX_VALUE));
    state = State.FINISHED;
  }

  /** Gives up what was not published. */
  @Override
  public void close() throws IOException {
    state = State.CLOSED;
    for (OpenRange range : ranges.values()) {
      range.close();
    }
    ranges.clear();
    series.clear();
  }

  /** How many times samples were written to be merged later. */
  long partCount() {
    return partCount;
  }

  /** About how many bytes are held. */
  long heldBytes() {
    return memory.bytes();
  }

  private SeriesSamples enterRange(HeadSeries target, long millis) {
    long start = Math.floorDiv(millis, policy.rangeMillis()) * policy.rangeMillis();
    OpenRange range = ranges.get(start);
    if (range == null) {
      range = new OpenRange(start, start + policy.rangeMillis(), policy.samplesPerChunk(), memory);
      ranges.put(start, range);
      firstEndMillis = ranges.firstEntry().getValue().endMillis();
    }
    Optional<SeriesSamples> known = range.find(target);
    SeriesSamples samples = known.isPresent() ? known.get() : range.open(target);
    if (known.isEmpty() && target.enter() == 1) {
      series.put(target.labels(), target);
      memory.add(target.heldBytes());
    }
    target.goTo(samples);
    return samples;
  }

  private void advance(long millis) throws IOException {
    newestMillis = millis;
    if (windowMillis <= millis - MIN_MILLIS) {
      oldestMillis = millis - windowMillis;
    }
    if (oldestMillis >= firstEndMillis) {
      writing(() -> publishBefore(oldestMillis));
    }
  }

  private void publishBefore(long millis) throws IOException {
    while (!ranges.isEmpty() && firstEndMillis <= millis) {
      publish(ranges.firstEntry().getValue());
      ranges.pollFirstEntry();
      firstEndMillis =
          ranges.isEmpty() ? Long.MAX_VALUE : ranges.firstEntry().getValue().endMillis();
    }
  }

  private void publish(OpenRange range) throws IOException {
    if (!range.isEmpty()) {
      writePart(range);
    }
    if (range.draft().isPresent()) {
      publish(range.draft().get());
    }
  }

  private void publish(BlockDraft draft) throws IOException {
    draft.publish();
    repeated += draft.repeated();
    conflicting += draft.conflicting();
  }

  private void writePart(OpenRange range) throws IOException {
    if (range.draft().isEmpty()) {
      range.begin(newDraft());
    }
    BlockDraft draft = range.draft().get();
    draft.add(range.samples());
    leave(range.clear());
    draft.compact();
  }

  private BlockDraft newDraft() throws IOException {
    return new BlockDraft(directory, ulids.get(), policy, listener);
  }

  private void leave(Collection<Map.Entry<HeadSeries, SeriesSamples>> left) {
    for (Map.Entry<HeadSeries, SeriesSamples> entry : left) {
      if (entry.getKey().leave(entry.getValue()) == 0) {
        series.remove(entry.getKey().labels());
        memory.add(-entry.getKey().heldBytes());
      }
    }
  }

  private void keepToMemory() throws IOException {
    OpenRange first = ranges.firstEntry().getValue();
    if (first.draft().isEmpty()
        && first.heldBytesBefore(oldestMillis) > policy.memoryBytes() / WORTH_A_CUT) {
      cut(first);
    }
    if (memory.bytes() > policy.memoryBytes()) {
      spill();
    }
  }

  /** Publishes the samples of a range that are older than any that can still come. */
  private void cut(OpenRange range) throws IOException {
    List<CutSeries> cut = new ArrayList<>();
    for (SeriesSamples samples : range.samples()) {
      List<EncodedChunk> before = samples.takeBefore(oldestMillis);
      if (!before.isEmpty()) {
        cut.add(new CutSeries(samples.labels(), before));
      }
    }
    try (BlockDraft draft = newDraft()) {
      draft.add(cut);
      publish(draft);
    }
    leave(range.clearEmpty());
  }

  private record CutSeries(LabelSet labels, List<EncodedChunk> chunks)
      implements BlockDraft.Series {}

  /** Writes those ranges that hold most, until half of the memory is free. */
  private void spill() throws IOException {
    List<OpenRange> largestFirst = new ArrayList<>(ranges.values());
    largestFirst.sort(Comparator.comparingLong(OpenRange::heldBytes).reversed());
    for (OpenRange range : largestFirst) {
      if (memory.bytes() <= policy.memoryBytes() / 2 || range.isEmpty()) {
        return;
      }
      writePart(range);
      partCount++;
    }
  }

  /** What fails half-way must not be gone on with: later blocks would follow a hole. */
  private void writing(Writing action) throws IOException {
    state = State.WRITING;
    action.run();
    state = State.TAKING;
  }

  private void requireTaking() {
    if (state != State.TAKING) {
      throw notTaking();
    }
  }

  private RuntimeException notTaken(int number) {
    return state == State.TAKING
        ? new IllegalArgumentException(
            "series " + number + " is not the one asked for last, " + asked.number())
        : notTaking();
  }

  private IllegalStateException notTaking() {
    return new IllegalStateException(
        switch (state) {
          case FINISHED, CLOSED -> "this head takes no more samples: it was finished or closed";
          default -> "this head takes no more samples: writing has failed before; close it";
        });
  }

  private static void requireTime(long millis) {
    if (millis < MIN_MILLIS || millis >= END_MILLIS) {
      throw new IllegalArgumentException(
          "a sample at " + millis + " ms: times from -2^62 to before 2^62 are possible");
    }
  }
}
