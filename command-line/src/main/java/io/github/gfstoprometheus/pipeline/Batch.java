package io.github.gfstoprometheus.pipeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calls of a timeline as two columns: what (a series whose value is set, or a negative code), and
 * the value's bits, the time or the series. Reused, so that handing over allocates nothing.
 */
final class Batch {
  private static final int TICK = -1;
  private static final int CLOSE = -2;
  private static final int OPEN = -3;
  private static final int END = -4;

  private final int limit;
  private int[] codes;
  private long[] operands;
  private int size;
  private final List<LabelSet> opened = new ArrayList<>();

  /**
   * An empty batch.
   *
   * @param limit how many values make it full
   */
  Batch(int limit) {
    this.limit = limit;
    codes = new int[Math.min(limit, 4096)];
    operands = new long[codes.length];
  }

  boolean isFull() {
    return size >= limit;
  }

  void set(int series, long valueBits) {
    add(series, valueBits);
  }

  void tick(long timestampMillis) {
    add(TICK, timestampMillis);
  }

  void close(int series) {
    add(CLOSE, series);
  }

  void open(int series, LabelSet labels) {
    add(OPEN, series);
    opened.add(labels);
  }

  void end() {
    add(END, 0);
  }

  /** Makes the calls, and empties the batch. */
  void replay(Timeline target, SeriesNumbers numbers) throws IOException {
    int nextOpened = 0;
    for (int i = 0; i < size; i++) {
      int code = codes[i];
      long operand = operands[i];
      if (code >= 0) {
        target.set(numbers.get(code), operand);
      } else if (code == TICK) {
        target.tick(operand);
      } else if (code == CLOSE) {
        target.close(numbers.get((int) operand));
      } else if (code == OPEN) {
        numbers.put((int) operand, target.open(opened.get(nextOpened++)));
      } else {
        target.end();
      }
    }
    size = 0;
    opened.clear();
  }

  private void add(int code, long operand) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, size * 2);
      operands = Arrays.copyOf(operands, size * 2);
    }
    codes[size] = code;
    operands[size] = operand;
    size++;
  }
}
