package io.github.gfstoprometheus.convert;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The open instances by their slots, which are small numbers. */
final class OpenInstances {
  private OpenInstance[] bySlot = new OpenInstance[64];

  void put(int slot, OpenInstance instance) {
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, bySlot.length * 2));
    }
    bySlot[slot] = instance;
  }

  OpenInstance get(int slot) {
    return bySlot[slot];
  }

  OpenInstance remove(int slot) {
    OpenInstance instance = bySlot[slot];
    bySlot[slot] = null;
    return instance;
  }

  List<OpenInstance> all() {
    return Arrays.stream(bySlot).filter(Objects::nonNull).toList();
  }

  void clear() {
    Arrays.fill(bySlot, null);
  }
}
