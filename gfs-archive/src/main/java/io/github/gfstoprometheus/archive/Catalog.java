package io.github.gfstoprometheus.archive;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What an archive has defined since its last header: resource types and live instances. */
final class Catalog {
  private final IntTable<ResourceType> types = new IntTable<>();
  private final IntTable<ResourceInstance> instances = new IntTable<>();
  private final Set<Integer> instancesWithoutType = new HashSet<>();
  private final BitSet slots = new BitSet();
  // No slot below it is free.
  private int lowestFreeSlot;

  void clear() {
    types.clear();
    instances.clear();
    instancesWithoutType.clear();
    slots.clear();
    lowestFreeSlot = 0;
  }

  Optional<ResourceType> type(int id) {
    return Optional.ofNullable(types.get(id));
  }

  void addType(ResourceType type) {
    types.put(type.id(), type);
  }

  /** Returns a live instance, or null: this is called for each instance of each sample. */
  ResourceInstance instance(int id) {
    return instances.get(id);
  }

  boolean isAlive(int id) {
    return instances.get(id) != null || isWithoutType(id);
  }

  boolean isWithoutType(int id) {
    return instancesWithoutType.contains(id);
  }

  ResourceInstance create(
      int id, String textId, long numericId, ResourceType type, long[] rawValues) {
    int slot = slots.nextClearBit(lowestFreeSlot);
    slots.set(slot);
    lowestFreeSlot = slot + 1;
    ResourceInstance instance = new ResourceInstance(id, textId, numericId, type, slot, rawValues);
    instances.put(id, instance);
    return instance;
  }

  void createWithoutType(int id) {
    instancesWithoutType.add(id);
  }

  /** Deletes an instance that is alive; one without type is not returned. */
  Optional<ResourceInstance> delete(int id) {
    if (instancesWithoutType.remove(id)) {
      return Optional.empty();
    }
    ResourceInstance instance = instances.get(id);
    instances.remove(id);
    slots.clear(instance.slot());
    lowestFreeSlot = Math.min(lowestFreeSlot, instance.slot());
    return Optional.of(instance);
  }
}
