package io.github.gfstoprometheus.testkit.geode;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.geode.StatisticDescriptor;
import org.apache.geode.internal.statistics.ResourceInstance;
import org.apache.geode.internal.statistics.StatArchiveFormat;
import org.apache.geode.internal.statistics.StatisticDescriptorImpl;

/**
 * A resource instance and its values. Geode's writer compares the latest values with those of the
 * sample before: two arrays take turns.
 */
final class GeneratedInstance {

  /** What a tick adds to a time spent: some ten microseconds to some ten milliseconds. */
  private static final int DURATION_BITS = 24;

  private static final int DURATION_SPREAD_BITS = 10;

  private final ResourceInstance resource;
  private long[] latest;
  private long[] previous;
  private long changedTick = -1;
  private int[] lastChanged = new int[8];
  private int lastChangedCount;

  GeneratedInstance(ResourceInstance resource) {
    this.resource = resource;
    this.latest = new long[statisticCount()];
    this.previous = new long[statisticCount()];
    resource.setLatestStatValues(latest);
  }

  ResourceInstance resource() {
    return resource;
  }

  int statisticCount() {
    return resource.getResourceType().getStatisticDescriptors().length;
  }

  /** Gives a statistic the value that it starts with, and perhaps keeps. */
  void set(int offset, Random random) {
    noteChanged(offset);
    latest[offset] =
        isDouble(offset)
            ? Double.doubleToRawLongBits(random.nextDouble())
            : random.nextInt(1 << 20);
  }

  /** Changes a statistic at a tick; the instance joins those changed if it was not yet one. */
  void change(int offset, long tick, Random random, List<ResourceInstance> changed) {
    note(offset, tick, changed);
    StatisticDescriptor descriptor = resource.getResourceType().getStatisticDescriptors()[offset];
    if (isDouble(offset)) {
      latest[offset] = Double.doubleToRawLongBits(random.nextInt(10_000) / 10_000.0);
    } else if (!descriptor.isCounter()) {
      latest[offset] = Math.max(0, latest[offset] + random.nextInt(9) - 4);
    } else if (descriptor.getUnit().equals("nanoseconds")) {
      latest[offset] +=
          1L + (random.nextInt(1 << DURATION_BITS) >> random.nextInt(DURATION_SPREAD_BITS));
    } else {
      latest[offset] += 1L + random.nextInt(12);
    }
  }

  /** Gives a statistic a value at a tick, as {@link #change} does. */
  void put(int offset, long value, long tick, List<ResourceInstance> changed) {
    note(offset, tick, changed);
    latest[offset] = value;
  }

  private void note(int offset, long tick, List<ResourceInstance> changed) {
    if (changedTick != tick) {
      changedTick = tick;
      nextSample();
      changed.add(resource);
    }
    noteChanged(offset);
  }

  /** The older array misses but what the sample before changed. */
  private void nextSample() {
    long[] spare = previous;
    previous = latest;
    latest = spare;
    for (int i = 0; i < lastChangedCount; i++) {
      latest[lastChanged[i]] = previous[lastChanged[i]];
    }
    lastChangedCount = 0;
    resource.setPreviousStatValues(previous);
    resource.setLatestStatValues(latest);
  }

  private void noteChanged(int offset) {
    if (lastChangedCount == lastChanged.length) {
      lastChanged = Arrays.copyOf(lastChanged, 2 * lastChanged.length);
    }
    lastChanged[lastChangedCount++] = offset;
  }

  private boolean isDouble(int offset) {
    StatisticDescriptor descriptor = resource.getResourceType().getStatisticDescriptors()[offset];
    return ((StatisticDescriptorImpl) descriptor).getTypeCode() == StatArchiveFormat.DOUBLE_CODE;
  }
}
