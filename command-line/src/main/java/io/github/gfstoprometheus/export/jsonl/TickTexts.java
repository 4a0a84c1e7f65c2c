package io.github.gfstoprometheus.export.jsonl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.ByteOutput;
import java.io.IOException;

/** The times of a batch's ticks, each behind a comma: written once for all of its series. */
final class TickTexts {
  private final byte[] bytes;

  /** Where the text of each tick begins, and behind them the end. */
  private final int[] start;

  TickTexts(Batch batch) {
    StringBuilder text = new StringBuilder();
    start = new int[batch.tickCount() + 1];
    for (int tick = 0; tick < batch.tickCount(); tick++) {
      text.append(',').append(batch.millis(tick));
      start[tick + 1] = text.length();
    }
    bytes = text.toString().getBytes(US_ASCII);
  }

  /** Puts the first ticks of a line, from one to before another. */
  void putFirst(int fromTick, int endTick, ByteOutput out) throws IOException {
    int from = start[fromTick] + 1;
    out.put(bytes, from, start[endTick] - from);
  }

  /** Puts ticks that come after others. */
  void putMore(int fromTick, int endTick, ByteOutput out) throws IOException {
    out.put(bytes, start[fromTick], start[endTick] - start[fromTick]);
  }
}
