package io.github.gfstoprometheus.tsdb.timeline;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@link Timeline} promises, said as simply as possible: each sample is made one by one. */
public final class NaiveTimeline implements Timeline {
  private final List<State> numbered = new ArrayList<>();
  private final Map<LabelSet, State> states = new TreeMap<>();
  private final List<Long> ticks = new ArrayList<>();

  /** The samples of each series that has any: value bits by time. */
  public SortedMap<LabelSet, SortedMap<Long, Long>> samples() {
    SortedMap<LabelSet, SortedMap<Long, Long>> samples = new TreeMap<>();
    states.forEach(
        (labels, state) -> {
          if (!state.samples.isEmpty()) {
            samples.put(labels, state.samples);
          }
        });
    return samples;
  }

  /** The times of all ticks, with samples or without. */
  public List<Long> ticks() {
    return ticks;
  }

  @Override
  public int open(LabelSet labels) {
    State state = states.computeIfAbsent(labels, key -> new State());
    state.open = true;
    state.valueBits = 0;
    numbered.add(state);
    return numbered.size() - 1;
  }

  @Override
  public void set(int series, long valueBits) {
    boolean reserved = valueBits == StaleMarker.BITS || valueBits == RangeLog.ABSENT;
    numbered.get(series).valueBits = reserved ? Double.doubleToRawLongBits(Double.NaN) : valueBits;
  }

  @Override
  public void close(int series) {
    numbered.get(series).open = false;
  }

  @Override
  public void tick(long timestampMillis) {
    ticks.add(timestampMillis);
    for (State state : states.values()) {
      if (state.open) {
        state.samples.put(timestampMillis, state.valueBits);
      } else if (state.sampledAtLastTick) {
        state.samples.put(timestampMillis, StaleMarker.BITS);
      }
      state.sampledAtLastTick = state.open;
    }
  }

  @Override
  public void end() {}

  private static final class State {
    final SortedMap<Long, Long> samples = new TreeMap<>();
    boolean open;
    boolean sampledAtLastTick;
    long valueBits;
  }
}
