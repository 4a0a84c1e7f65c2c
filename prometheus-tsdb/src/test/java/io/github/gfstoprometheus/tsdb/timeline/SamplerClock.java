package io.github.gfstoprometheus.tsdb.timeline;

import java.util.Random;

/** The times at which a sampler that should tick every second or so does tick. */
enum SamplerClock {
  /** One interval in twenty is a millisecond longer. */
  LINUX {
    @Override
    long millis(long lastMillis, int tick, Random random) {
      return lastMillis + 1000 + (random.nextInt(20) == 0 ? 1 : 0);
    }
  },

  /** An interval is as often a millisecond shorter or longer as it is exact. */
  MACOS {
    @Override
    long millis(long lastMillis, int tick, Random random) {
      return lastMillis + 1000 + random.nextInt(3) - 1;
    }
  },

  /** Intervals of 1000.6 ms, each tick a millisecond early, late, or neither. */
  DRIFT {
    @Override
    long millis(long lastMillis, int tick, Random random) {
      return START_MILLIS + Math.round(tick * 1000.6) + random.nextInt(3) - 1;
    }
  };

  private static final long START_MILLIS = 1_800_000_000_000L;

  abstract long millis(long lastMillis, int tick, Random random);

  long[] ticks(int count, long seed) {
    Random random = new Random(seed);
    long[] millis = new long[count];
    long last = START_MILLIS;
    for (int tick = 0; tick < count; tick++) {
      last = millis(last, tick, random);
      millis[tick] = last;
    }
    return millis;
  }
}
