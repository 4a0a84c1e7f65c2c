package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A timeline that only remembers which of its series had a sample that is not zero. */
final class NonZeroSeries implements Timeline {
  private static final long NEGATIVE_ZERO = Long.MIN_VALUE;

  private final Set<LabelSet> nonZero = new HashSet<>();
  private final List<State> series = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  /** Those set since the last tick to what is not zero, and not known yet. */
  private final List<State> pending = new ArrayList<>();

  private static final class State {
    final LabelSet labels;
    boolean open = true;
    boolean zero = true;
    boolean known;

    State(LabelSet labels, boolean known) {
      this.labels = labels;
      this.known = known;
    }
  }

  boolean contains(LabelSet labels) {
    return nonZero.contains(labels);
  }

  @Override
  public int open(LabelSet labels) {
    State state = new State(labels, nonZero.contains(labels));
    if (free.isEmpty()) {
      series.add(state);
      return series.size() - 1;
    }
    int number = free.pop();
    series.set(number, state);
    return number;
  }

  @Override
  public void set(int number, long valueBits) {
    State state = series.get(number);
    state.zero = valueBits == 0 || valueBits == NEGATIVE_ZERO;
    if (!state.zero && !state.known) {
      pending.add(state);
    }
  }

  @Override
  public void close(int number) {
    series.get(number).open = false;
    free.push(number);
  }

  @Override
  public void tick(long timestampMillis) {
    for (State state : pending) {
      if (state.open && !state.zero) {
        nonZero.add(state.labels);
        state.known = true;
      }
    }
    pending.clear();
  }

  @Override
  public void end() {}
}
