package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The samples of one series; a stale marker can only be the last. */
final class Samples {
  private static final long[] STEPS = {1, 15, 1000, 15_000, 8191, 65_535, 524_287, 1L << 41};
  private static final long[] STARTS = {0, 1, 63, 64, 1_700_000_000_000L, Long.MIN_VALUE / 2};
  private static final long[] NANS = {
    0x7ff8_0000_0000_0000L, 0x7ff8_0000_0000_0001L, 0xfff8_0000_0000_0000L, 0x7fff_ffff_ffff_ffffL
  };

  private final long[] millis;
  private final long[] valueBits;

  Samples(long[] millis, long[] valueBits) {
    this.millis = millis;
    this.valueBits = valueBits;
  }

  long[] millis() {
    return millis;
  }

  long[] valueBits() {
    return valueBits;
  }

  int count() {
    return millis.length;
  }

  /** Random times of all widths and values of one of several kinds. */
  static Samples random(Random random, int count) {
    long[] millis = new long[count];
    long step = STEPS[random.nextInt(STEPS.length)];
    int jitterOneIn = 1 + random.nextInt(20);
    millis[0] = STARTS[random.nextInt(STARTS.length)];
    for (int i = 1; i < count; i++) {
      long next = random.nextInt(jitterOneIn) > 0 ? step : jittered(random, step);
      millis[i] = millis[i - 1] + Math.max(1, next);
    }
    return new Samples(millis, values(random, count));
  }

  private static long jittered(Random random, long step) {
    long border = STEPS[random.nextInt(STEPS.length)];
    long sign = random.nextBoolean() ? 1 : -1;
    return step + sign * (border + random.nextInt(3) - 1);
  }

  static long[] values(Random random, int count) {
    long[] bits = new long[count];
    int kind = random.nextInt(7);
    int changeOneIn = 1 + random.nextInt(30);
    bits[0] = random.nextBoolean() ? 0 : value(random, kind, 0);
    for (int i = 1; i < count; i++) {
      bits[i] = random.nextInt(changeOneIn) == 0 ? value(random, kind, bits[i - 1]) : bits[i - 1];
    }
    if (count > 1 && random.nextInt(4) == 0) {
      bits[count - 1] = StaleMarker.BITS;
    }
    return bits;
  }

  private static long value(Random random, int kind, long before) {
    return switch (kind) {
      case 0 -> before;
      case 1 -> random.nextLong() | 1L << 40; // never a reserved NaN
      case 2 -> Double.doubleToRawLongBits(random.nextInt(100));
      case 3 -> NANS[random.nextInt(NANS.length)];
      case 4 ->
          Double.doubleToRawLongBits(
              new double[] {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1}
                  [random.nextInt(5)]);
      // One bit, all bits from some place on, and every width between.
      case 5 -> (before & ~(1L << 62)) ^ (1L << random.nextInt(62));
      default -> (before & ~(1L << 62)) ^ (random.nextLong() >>> 2 >>> random.nextInt(60));
    };
  }

  /** The samples as a timeline records them. */
  RangeRuns recorded() throws IOException {
    List<RangeRuns> recorded = new ArrayList<>();
    TimelineRecorder timeline =
        new TimelineRecorder(
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            new TimelineRecorder.Listener() {
              @Override
              public void rangeRecorded(RecordedRange range) {
                recorded.add(range.transpose(0));
              }

              @Override
              public void reached(long rangeStartMillis) {}

              @Override
              public void ticked(long timestampMillis) {}
            });
    int series = timeline.open(LabelSet.of(Map.of("__name__", "samples")));
    for (int i = 0; i < count(); i++) {
      if (valueBits[i] == StaleMarker.BITS) {
        timeline.close(series);
      } else {
        timeline.set(series, valueBits[i]);
      }
      timeline.tick(millis[i]);
    }
    timeline.end();
    if (recorded.size() != 1) {
      throw new IllegalStateException("samples on both sides of the epoch");
    }
    return recorded.get(0);
  }
}
