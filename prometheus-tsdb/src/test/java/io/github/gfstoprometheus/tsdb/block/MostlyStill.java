package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Sixteen hours of a member of whose series nine in ten keep still, at a few values; some of them
 * come late, go, and come back. What the sample of a series is at a tick is said by a formula, so
 * that it can be written tick by tick and checked series by series.
 */
final class MostlyStill {
  static final int HOURS = 16;

  /** A border of 18 hours, so that Prometheus compacts the blocks to 6 + 6 + 2 + 2 hours. */
  static final long START_MILLIS = 1_699_963_200_000L;

  static final long END_MILLIS = START_MILLIS + HOURS * 3_600_000L;

  private static final int SERIES = 300;
  private static final int TICKS_PER_HOUR = 360;
  private static final int TICKS = HOURS * TICKS_PER_HOUR;

  private static final long[] VALUES = {
    0,
    Double.doubleToRawLongBits(-0.0),
    Double.doubleToRawLongBits(1),
    Double.doubleToRawLongBits(Double.NaN),
    0x7ff8_0000_0000_0001L,
    Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
    Double.doubleToRawLongBits(0.1),
    Double.doubleToRawLongBits(1e9),
  };

  private final String member;
  private final List<LabelSet> names = new ArrayList<>();

  MostlyStill(String member) {
    this.member = member;
    for (int i = 0; i < SERIES; i++) {
      names.add(name(i));
    }
  }

  /** What a series is called; those whose numbers differ by 8 have the same value. */
  LabelSet name(int number) {
    return LabelSet.of(
        Map.of("__name__", "metric", "member", member, "number", String.valueOf(number)));
  }

  /** Writes all samples as blocks of two hours. */
  void write(Path data, ChunkPlacement placement) throws IOException {
    Timeline timeline =
        new BlockBuilder(
                data,
                BlockPolicy.PROMETHEUS.withPlacement(placement),
                Ulid.generator(InstantSource.system(), new SecureRandom()),
                BlockListener.NONE)
            .addTimeline();
    int[] numbers = new int[SERIES];
    for (int tick = 0; tick < TICKS; tick++) {
      for (int i = 0; i < SERIES; i++) {
        if (isOpen(i, tick)) {
          if (!isOpen(i, tick - 1)) {
            numbers[i] = timeline.open(names.get(i));
          }
          timeline.set(numbers[i], valueBits(i, tick));
        } else if (isOpen(i, tick - 1)) {
          timeline.close(numbers[i]);
        }
      }
      timeline.tick(millis(tick));
    }
    timeline.end();
  }

  /** Adds all samples to a digest, but those that are left out. */
  void tell(SampleDigest digest, LeftOut leftOut) {
    for (int i = 0; i < SERIES; i++) {
      LabelSet labels = names.get(i);
      for (int tick = 0; tick < TICKS; tick++) {
        boolean marker = isOpen(i, tick - 1) && !isOpen(i, tick);
        if ((marker || isOpen(i, tick)) && !leftOut.test(labels, millis(tick))) {
          digest.add(labels, millis(tick), marker ? StaleMarker.BITS : valueBits(i, tick));
        }
      }
    }
  }

  /** The digests of all samples of all members. */
  static Map<LabelSet, String> said(LongUnaryOperator seen, MostlyStill... members) {
    SampleDigest digest = new SampleDigest(seen);
    for (MostlyStill member : members) {
      member.tell(digest, (labels, millis) -> false);
    }
    return digest.bySeries();
  }

  private static boolean isOpen(int series, int tick) {
    if (series % 20 == 7) {
      return (tick >= 1_000 && tick < 3_500) || tick >= 4_000;
    }
    return tick >= 0;
  }

  private static long valueBits(int series, int tick) {
    return series % 10 == 0
        ? Double.doubleToRawLongBits(Math.floor(tick * series / 7.0))
        : VALUES[series % VALUES.length];
  }

  private static long millis(int tick) {
    return START_MILLIS + tick * 10_000L + (tick % 17 == 3 ? 1 : 0);
  }

  /** Which samples are not there. */
  interface LeftOut {
    boolean test(LabelSet labels, long millis);
  }
}
