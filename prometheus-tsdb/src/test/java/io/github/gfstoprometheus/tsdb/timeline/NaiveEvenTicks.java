package io.github.gfstoprometheus.tsdb.timeline;

import java.util.HashMap;
import java.util.Map;

/** Tries every time of every tick, to count deltas of deltas: the oracle for {@link EvenTicks}. */
final class NaiveEvenTicks {
  private NaiveEvenTicks() {}

  /** How many deltas of deltas are not zero. */
  static int turns(long[] millis) {
    int turns = 0;
    for (int tick = 2; tick < millis.length; tick++) {
      if (millis[tick] - millis[tick - 1] != millis[tick - 1] - millis[tick - 2]) {
        turns++;
      }
    }
    return turns;
  }

  /** The fewest that any times within tolerance and bounds have. */
  static int fewestTurns(long[] tickMillis, long tolerance, long firstMillis, long endMillis) {
    Map<Step, Integer> fewest = new HashMap<>();
    for (int tick = 1; tick < tickMillis.length; tick++) {
      Map<Step, Integer> next = new HashMap<>();
      for (long from = -tolerance; from <= tolerance; from++) {
        for (long to = -tolerance; to <= tolerance; to++) {
          Step step = new Step(tickMillis[tick - 1] + from, tickMillis[tick] + to);
          if (firstMillis <= step.from && step.from < step.to && step.to < endMillis) {
            if (tick == 1) {
              next.put(step, 0);
            } else {
              reach(step, fewest, next, tickMillis[tick - 2], tolerance);
            }
          }
        }
      }
      fewest = next;
    }
    return fewest.values().stream().mapToInt(Integer::intValue).min().orElse(0);
  }

  private static void reach(
      Step step, Map<Step, Integer> fewest, Map<Step, Integer> next, long before, long tolerance) {
    for (long offset = -tolerance; offset <= tolerance; offset++) {
      Step last = new Step(before + offset, step.from);
      Integer turns = fewest.get(last);
      if (turns != null) {
        next.merge(step, turns + (last.to - last.from == step.to - step.from ? 0 : 1), Math::min);
      }
    }
  }

  private record Step(long from, long to) {}
}
