package io.github.gfstoprometheus.archive;

import java.util.Arrays;
import java.util.Objects;

/**
 * A map from ids, which are not negative, by open addressing: its memory follows the entries and
 * not the ids, which may have any gaps, and looking one up boxes nothing.
 */
final class IntTable<V> {
  private static final int INITIAL_CAPACITY = 64;

  /** No id is negative. */
  private static final int FREE = -1;

  /** 2^32 divided by the golden ratio: scatters ids that rise by one evenly. */
  private static final int GOLDEN = 0x9E37_79B9;

  private int[] keys;
  private Object[] values;
  private int shift;
  private int size;

  IntTable() {
    allocate(INITIAL_CAPACITY);
  }

  private void allocate(int capacity) {
    keys = new int[capacity];
    Arrays.fill(keys, FREE);
    values = new Object[capacity];
    shift = Integer.numberOfLeadingZeros(capacity) + 1;
  }

  void clear() {
    allocate(INITIAL_CAPACITY);
    size = 0;
  }

  /** Returns the value of an id, or null. */
  @SuppressWarnings("unchecked") // put() stores nothing but V
  V get(int id) {
    int[] keys = this.keys;
    int mask = keys.length - 1;
    int at = (id * GOLDEN) >>> shift;
    while (keys[at] != id) {
      if (keys[at] == FREE) {
        return null;
      }
      at = (at + 1) & mask;
    }
    return (V) values[at];
  }

  /** Adds an id that is not yet there. */
  void put(int id, V value) {
    if (2 * (size + 1) > keys.length) {
      int[] oldKeys = keys;
      Object[] oldValues = values;
      allocate(2 * oldKeys.length);
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != FREE) {
          insert(oldKeys[i], oldValues[i]);
        }
      }
    }
    insert(id, Objects.requireNonNull(value));
    size++;
  }

  private void insert(int id, Object value) {
    int at = home(id);
    while (keys[at] != FREE) {
      at = next(at);
    }
    keys[at] = id;
    values[at] = value;
  }

  /** Removes an id that is there, and closes the gap, so that no marks of the dead remain. */
  void remove(int id) {
    int gap = home(id);
    while (keys[gap] != id) {
      gap = next(gap);
    }
    for (int at = next(gap); keys[at] != FREE; at = next(at)) {
      // An entry may move up into the gap unless its home lies behind the gap.
      if (distance(home(keys[at]), at) >= distance(gap, at)) {
        keys[gap] = keys[at];
        values[gap] = values[at];
        gap = at;
      }
    }
    keys[gap] = FREE;
    values[gap] = null;
    size--;
  }

  private int home(int id) {
    return (id * GOLDEN) >>> shift;
  }

  private int next(int at) {
    return (at + 1) & (keys.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (keys.length - 1);
  }
}
