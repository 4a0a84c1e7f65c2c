package io.github.gfstoprometheus.tsdb.head;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a head is to do, in the simplest way: all samples of all series, sorted. */
final class ModelSink implements SampleSink {
  private final long windowMillis;
  private final List<LabelSet> asked = new ArrayList<>();
  private final SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private long newestMillis = Long.MIN_VALUE;

  ModelSink(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  /** Value bits by time, by series. */
  SortedMap<LabelSet, SortedMap<Long, Long>> samples() {
    return samples;
  }

  long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  @Override
  public int series(LabelSet labels) {
    asked.clear();
    asked.add(labels);
    return 0;
  }

  @Override
  public Outcome add(int series, long timestampMillis, long valueBits) {
    Outcome outcome = outcome(timestampMillis, valueBits);
    outcomes.merge(outcome, 1L, Long::sum);
    return outcome;
  }

  private Outcome outcome(long timestampMillis, long valueBits) {
    newestMillis = Math.max(newestMillis, timestampMillis);
    if (windowMillis < Long.MAX_VALUE && timestampMillis < newestMillis - windowMillis) {
      return Outcome.TOO_LATE;
    }
    Long known =
        samples
            .computeIfAbsent(asked.get(0), labels -> new TreeMap<>())
            .putIfAbsent(timestampMillis, valueBits);
    if (known == null) {
      return Outcome.TAKEN;
    }
    return known == valueBits ? Outcome.REPEATED : Outcome.CONFLICTING;
  }
}
