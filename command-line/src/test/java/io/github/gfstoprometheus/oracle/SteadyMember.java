package io.github.gfstoprometheus.oracle;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * An hour of a member, a tick a second or so, whose counters and gauges change at all rates: the
 * first instance with each tick, the last one never. One instance ends after twenty minutes, one
 * begins after forty.
 */
final class SteadyMember {
  static final long START_MILLIS = HandmadeArchive.START_MILLIS;
  static final long END_MILLIS = START_MILLIS + 3_600_000;
  static final int INSTANCES = 100;

  private static final int ENDING = 50;
  private static final int BEGINNING = 60;
  private static final int COUNTER = 0;
  private static final int GAUGE = 1;

  private final SplittableRandom random = new SplittableRandom(1);
  private final int[] counters = new int[INSTANCES];
  private final int[] gauges = new int[INSTANCES];
  private final HandmadeArchive archive =
      HandmadeArchive.begun().type(1, "T", whole("counter"), whole("gauge"));

  private SteadyMember() {}

  static Path write(Path file) {
    SteadyMember member = new SteadyMember();
    for (int i = 0; i < INSTANCES; i++) {
      if (i != BEGINNING) {
        member.archive.create(i, "instance-" + i, 1);
      }
    }
    for (int second = 0; second < 3600; second++) {
      member.tick(second);
    }
    return member.archive.to(file);
  }

  private void tick(int second) {
    if (second == 1200) {
      archive.delete(ENDING);
    }
    if (second == 2400) {
      archive.create(BEGINNING, "instance-" + BEGINNING, 1);
    }
    archive.sample(
        1000 + (random.nextInt(20) == 0 ? 1 : 0),
        changes -> {
          for (int i = 0; i < INSTANCES; i++) {
            boolean live = i == ENDING ? second < 1200 : i != BEGINNING || second >= 2400;
            if (live) {
              change(i, changes);
            }
          }
        });
  }

  private void change(int i, HandmadeArchive.Changes changes) {
    if (random.nextDouble() < chance(i)) {
      counters[i] += 1 + random.nextInt(12);
      changes.set(i, COUNTER, counters[i]);
    }
    if (random.nextDouble() < chance(i)) {
      gauges[i] = random.nextInt(1000);
      changes.set(i, GAUGE, gauges[i]);
    }
  }

  /** From 1 with the first instance to once an hour with the last but one. */
  private static double chance(int i) {
    return i == INSTANCES - 1 ? 0 : Math.pow(3600, -i / (INSTANCES - 2.0));
  }
}
