package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Plays the same random changes and ticks to two timelines. */
public final class RandomScript {
  private static final long[] VALUES = {
    0,
    Long.MIN_VALUE, // -0.0
    Double.doubleToRawLongBits(1),
    Double.doubleToRawLongBits(1.5),
    Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
    Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
    Double.doubleToRawLongBits(Double.NaN),
    0x7ff8_0000_0000_0001L,
    0xfff0_0000_0000_0002L,
    StaleMarker.BITS,
    0x7ff0_0000_0000_0001L,
    1,
    -1,
  };

  private final Random random;
  private final Timeline first;
  private final Timeline second;
  private final List<LabelSet> names;
  private final Map<LabelSet, int[]> open = new HashMap<>();
  private long millis;
  private long ticked = Long.MIN_VALUE;

  /** A script over the given series that starts at a time. */
  public RandomScript(
      long seed, long startMillis, List<LabelSet> names, Timeline first, Timeline second) {
    this.random = new Random(seed);
    this.millis = startMillis;
    this.names = names;
    this.first = first;
    this.second = second;
  }

  /** Plays ticks with some changes before each; most steps are {@code stepMillis}. */
  public void play(int ticks, long stepMillis, int changesPerTick) throws IOException {
    for (int tick = 0; tick < ticks; tick++) {
      change(changesPerTick);
      step(stepMillis);
      tick();
    }
  }

  /** Plays all ticks before a time, and changes after the last of them. */
  public void playUntil(long endMillis, long stepMillis, int changesPerTick) throws IOException {
    while (millis < endMillis) {
      if (ticked < millis) {
        tick();
      }
      change(changesPerTick);
      step(stepMillis);
    }
  }

  private void tick() throws IOException {
    ticked = millis;
    first.tick(millis);
    second.tick(millis);
  }

  private void step(long stepMillis) {
    long jitter = random.nextInt(10) == 0 ? random.nextLong(-stepMillis + 1, stepMillis) : 0;
    millis += random.nextInt(50) == 0 ? 20 * stepMillis : stepMillis + jitter;
  }

  /** Ends both. */
  public void end() throws IOException {
    first.end();
    second.end();
  }

  private void change(int changesPerTick) {
    for (int changes = random.nextInt(2 * changesPerTick + 1); changes > 0; changes--) {
      change();
    }
  }

  private void change() {
    LabelSet labels = names.get(random.nextInt(names.size()));
    int[] numbers = open.get(labels);
    if (numbers == null) {
      open.put(labels, new int[] {first.open(labels), second.open(labels)});
    } else if (random.nextInt(4) == 0) {
      open.remove(labels);
      first.close(numbers[0]);
      second.close(numbers[1]);
    } else {
      long valueBits = valueBits();
      first.set(numbers[0], valueBits);
      second.set(numbers[1], valueBits);
    }
  }

  private long valueBits() {
    return switch (random.nextInt(4)) {
      case 0 -> VALUES[random.nextInt(VALUES.length)];
      case 1 -> Double.doubleToRawLongBits(random.nextInt(1000));
      case 2 -> Double.doubleToRawLongBits(random.nextGaussian());
      default -> random.nextLong();
    };
  }

  /** Label sets of a job: {@code {__name__="metric", number="0"}} and so on. */
  public static List<LabelSet> names(String metric, int count) {
    List<LabelSet> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(LabelSet.of(Map.of("__name__", metric, "number", String.valueOf(i))));
    }
    return names;
  }
}
