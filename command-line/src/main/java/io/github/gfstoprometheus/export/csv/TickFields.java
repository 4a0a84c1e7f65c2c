package io.github.gfstoprometheus.export.csv;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.ByteOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The times of a batch's ticks, written once for all of its rows. */
final class TickFields {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final byte[] bytes;

  /** Where the field of each tick begins, and behind them the end. */
  private final int[] start;

  TickFields(Batch batch) {
    StringBuilder text = new StringBuilder();
    start = new int[batch.tickCount() + 1];
    for (int tick = 0; tick < batch.tickCount(); tick++) {
      FORMAT.formatTo(Instant.ofEpochMilli(batch.millis(tick)), text);
      start[tick + 1] = text.length();
    }
    bytes = text.toString().getBytes(US_ASCII);
  }

  /** Writes a row for each tick from one to before another: its time, and what all rows share. */
  void rows(int fromTick, int endTick, Bytes rest, ByteOutput out) throws IOException {
    for (int tick = fromTick; tick < endTick; tick++) {
      out.put(bytes, start[tick], start[tick + 1] - start[tick]);
      rest.writeTo(out);
    }
  }
}
