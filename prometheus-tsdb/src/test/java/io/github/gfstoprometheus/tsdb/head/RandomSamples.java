package io.github.gfstoprometheus.tsdb.head;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Samples of several series, in the order in which producers send them. */
record RandomSamples(List<Sample> samples) {
  record Sample(LabelSet labels, long millis, long valueBits) {}

  enum Order {
    TIME_MAJOR,
    SERIES_MAJOR,
    /** A stretch of each series, then the next stretch. */
    BATCHES,
    /** By time, but each up to two seconds off its place. */
    NEARLY_IN_ORDER,
    SHUFFLED,
    BACKWARDS
  }

  /** Samples at about a second's interval; one in 20 of them twice, and one in 40 contradicted. */
  static RandomSamples of(long seed, Order order, int series, int perSeries) {
    Random random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < series; i++) {
      LabelSet labels = LabelSet.of(Map.of("__name__", "m" + i % 3, "number", "n" + i));
      long millis = -50_000L + random.nextInt(1000);
      long bits = 0;
      for (int k = 0; k < perSeries; k++) {
        millis += random.nextInt(5) > 0 ? 1000 : 1 + random.nextInt(3000);
        bits = random.nextInt(3) > 0 ? bits : value(random);
        samples.add(new Sample(labels, millis, bits));
        if (random.nextInt(20) == 0) {
          samples.add(new Sample(labels, millis, bits));
        } else if (random.nextInt(40) == 0) {
          samples.add(new Sample(labels, millis, value(random)));
        }
      }
    }
    arrange(samples, order, random);
    return new RandomSamples(List.copyOf(samples));
  }

  private static void arrange(List<Sample> samples, Order order, Random random) {
    Comparator<Sample> byTime = Comparator.comparingLong(Sample::millis);
    switch (order) {
      case TIME_MAJOR -> samples.sort(byTime);
      case SERIES_MAJOR -> {}
      case BATCHES -> samples.sort(Comparator.comparing(s -> Math.floorDiv(s.millis(), 7_000L)));
      case NEARLY_IN_ORDER -> {
        IdentityHashMap<Sample, Long> places = new IdentityHashMap<>();
        samples.forEach(s -> places.put(s, s.millis() + random.nextInt(2000)));
        samples.sort(Comparator.comparing(places::get));
      }
      case SHUFFLED -> Collections.shuffle(samples, random);
      case BACKWARDS -> samples.sort(byTime.reversed());
    }
  }

  private static long value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> StaleMarker.BITS;
      case 1 -> 0x7ff0_0000_0000_0001L; // signalling
      case 2 -> 0xfff8_0000_0000_0000L | random.nextInt();
      case 3 -> Double.doubleToRawLongBits(-0.0);
      case 4 -> random.nextLong();
      default -> Double.doubleToRawLongBits(random.nextInt(100));
    };
  }
}
