package io.github.gfstoprometheus.testkit.geode;

import java.util.Random;

/** How punctually a sampler wakes up: the lengths of the intervals between its samples. */
public enum Jitter {
  /** Every interval is the same. */
  NONE {
    @Override
    int offsetMillis(Random random) {
      return 0;
    }
  },

  /**
   * As on Linux: one interval in twenty is a millisecond longer, so that about a tenth of the ticks
   * has a delta of deltas other than zero.
   */
  LINUX {
    @Override
    int offsetMillis(Random random) {
      return random.nextInt(20) == 0 ? 1 : 0;
    }
  },

  /**
   * As on macOS: an interval is as often a millisecond shorter or longer as it is exact, so that
   * two thirds of the ticks have a delta of deltas other than zero.
   */
  MACOS {
    @Override
    int offsetMillis(Random random) {
      return random.nextInt(3) - 1;
    }
  };

  abstract int offsetMillis(Random random);
}
