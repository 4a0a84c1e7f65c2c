package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * A batch in as few bytes as will do, for who has to hold many. Its series are numbered.
 *
 * <pre>
 * ticks   signed: first millis · then for each the delta of deltas
 * runs    of each series, one after the other ({@link PackedRuns})
 * </pre>
 */
final class PackedBatch {
  /** About what a batch takes beside its content: four arrays, and its place in a list. */
  private static final long ITSELF_BYTES = 160;

  /** What a series takes beside its runs: its number, and where they begin. */
  private static final long INDEX_BYTES = 2 * Integer.BYTES;

  private final int tickCount;
  private final byte[] ticks;

  /** They rise. */
  private final int[] numbers;

  /** Where the runs of each series begin, and behind them the end. */
  private final int[] start;

  private final byte[] runs;

  private PackedBatch(int tickCount, byte[] ticks, int[] numbers, int[] start, byte[] runs) {
    this.tickCount = tickCount;
    this.ticks = ticks;
    this.numbers = numbers;
    this.start = start;
    this.runs = runs;
  }

  /**
   * Packs a batch.
   *
   * @param numbering the number of each series
   */
  static PackedBatch of(Batch batch, ToIntFunction<LabelSet> numbering) {
    long[] numbered = new long[batch.seriesCount()];
    for (int series = 0; series < numbered.length; series++) {
      numbered[series] = (long) numbering.applyAsInt(batch.labels(series)) << 32 | series;
    }
    Arrays.sort(numbered);
    PackedBytes bytes = new PackedBytes();
    packTicks(batch, bytes);
    byte[] ticks = bytes.toBytes();
    bytes.clear();
    int[] numbers = new int[numbered.length];
    int[] start = new int[numbered.length + 1];
    for (int i = 0; i < numbered.length; i++) {
      numbers[i] = (int) (numbered[i] >>> 32);
      PackedRuns.pack(batch.samples((int) numbered[i]), bytes);
      start[i + 1] = bytes.size();
    }
    return new PackedBatch(batch.tickCount(), ticks, numbers, start, bytes.toBytes());
  }

  private static void packTicks(Batch batch, PackedBytes bytes) {
    long millis = 0;
    long delta = 0;
    for (int tick = 0; tick < batch.tickCount(); tick++) {
      long nextDelta = batch.millis(tick) - millis;
      bytes.putSigned(nextDelta - delta);
      millis += nextDelta;
      delta = tick == 0 ? 0 : nextDelta;
    }
  }

  /** How many series there are. */
  int seriesCount() {
    return numbers.length;
  }

  /** The number of a series, by its place here. */
  int number(int place) {
    return numbers[place];
  }

  /** The place of a series here, by its number; negative if it is not here. */
  int place(int number) {
    return Arrays.binarySearch(numbers, number);
  }

  /** How many bytes a series takes, by its place. */
  long seriesBytes(int place) {
    return INDEX_BYTES + start[place + 1] - start[place];
  }

  /** How many bytes are taken however many series there are. */
  long sharedBytes() {
    return ITSELF_BYTES + ticks.length;
  }

  /** How many bytes all of it takes. */
  long bytes() {
    return sharedBytes() + INDEX_BYTES * numbers.length + runs.length;
  }

  /** The samples of a series, by its place. */
  PackedRuns runs(int place) {
    return new PackedRuns(runs, start[place], start[place + 1]);
  }

  /**
   * The times of the ticks.
   *
   * @param room is filled and returned if it is large enough
   */
  long[] tickMillis(long[] room) {
    long[] millis = room.length >= tickCount ? room : new long[tickCount];
    PackedBytes.Reader reader = new PackedBytes.Reader(ticks, 0);
    long time = reader.signed();
    long delta = 0;
    millis[0] = time;
    for (int tick = 1; tick < tickCount; tick++) {
      delta += reader.signed();
      time += delta;
      millis[tick] = time;
    }
    return millis;
  }
}
