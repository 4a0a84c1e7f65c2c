package io.github.gfstoprometheus.benchmarks.latency;

import io.github.gfstoprometheus.testkit.geode.SimulatedMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each sample of each member reached its file, and when it was first seen. Every sample counts
 * up a statistic of its member: who sees a value has all samples up to it.
 */
final class Beats {
  private final Map<String, List<Long>> flushedNanos = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final List<Long> latenciesNanos = new ArrayList<>();
  private final long countFromNanos;

  /**
   * None yet.
   *
   * @param warmUp what is flushed sooner than this after now does not count
   */
  Beats(Duration warmUp) {
    this.countFromNanos = System.nanoTime() + warmUp.toNanos();
  }

  /** A member's sample has reached its file. */
  synchronized void flushed(SimulatedMember member) {
    flushedNanos.computeIfAbsent(member.name(), key -> new ArrayList<>()).add(System.nanoTime());
  }

  /** A member's beat was seen to have this value, at the moment that the answer was there. */
  synchronized void seen(String member, int value, long answeredNanos) {
    List<Long> flushed = flushedNanos.getOrDefault(member, List.of());
    int before = seen.getOrDefault(member, 0);
    for (int beat = before; beat < Math.min(value, flushed.size()); beat++) {
      if (flushed.get(beat) - countFromNanos >= 0) {
        latenciesNanos.add(answeredNanos - flushed.get(beat));
      }
    }
    seen.put(member, Math.max(before, value));
  }

  /** Whether all that was flushed has been seen. */
  synchronized boolean isAllSeen() {
    return flushedNanos.entrySet().stream()
        .allMatch(one -> seen.getOrDefault(one.getKey(), 0) >= one.getValue().size());
  }

  /** How many samples count. */
  synchronized int count() {
    return latenciesNanos.size();
  }

  /** The milliseconds that a share of the samples did not exceed. */
  synchronized double millis(double share) {
    long[] sorted = latenciesNanos.stream().mapToLong(nanos -> nanos).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return Arrays.stream(sorted).skip(Math.max(0, rank - 1)).findFirst().orElseThrow() / 1e6;
  }
}
