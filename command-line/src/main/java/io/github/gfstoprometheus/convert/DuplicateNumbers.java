package io.github.gfstoprometheus.convert;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells instances apart that live at one time under one name: the first has number 1, the next the
 * lowest one that is free. An instance that the member's next archive repeats, under the same id,
 * keeps its number.
 */
final class DuplicateNumbers {
  private final Map<Key, BitSet> taken = new HashMap<>();
  private final Map<Repeated, Integer> numberBefore = new HashMap<>();

  /** What several live instances may have in common. */
  record Key(String category, String instanceName) {}

  private record Repeated(Key key, int instanceId) {}

  /** Forgets the instances that an earlier archive had at its end. */
  void forgetRepeated() {
    numberBefore.clear();
  }

  /** Says that the next archive may repeat this instance. */
  void expectRepeated(Key key, int instanceId, int number) {
    numberBefore.put(new Repeated(key, instanceId), number);
  }

  /** Whether the archive before had this instance at its end. */
  boolean isRepeated(Key key, int instanceId) {
    return numberBefore.containsKey(new Repeated(key, instanceId));
  }

  int take(Key key, int instanceId) {
    BitSet numbers = taken.computeIfAbsent(key, k -> new BitSet());
    Integer before = numberBefore.remove(new Repeated(key, instanceId));
    int number = before == null || numbers.get(before) ? numbers.nextClearBit(1) : before;
    numbers.set(number);
    return number;
  }

  void release(Key key, int number) {
    BitSet numbers = taken.get(key);
    numbers.clear(number);
    if (numbers.isEmpty()) {
      taken.remove(key);
    }
  }
}
