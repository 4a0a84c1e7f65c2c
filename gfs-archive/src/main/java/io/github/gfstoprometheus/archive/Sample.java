package io.github.gfstoprometheus.archive;

import java.util.Arrays;
import java.util.Objects;

/**
 * One tick of an archive: its time, and what changed since the tick before, as columns. Changes are
 * numbered from 0 in file order; those of one instance stand together.
 *
 * <p>A view that is used again for the next sample: valid during {@link
 * ArchiveVisitor#sample(Sample)} only.
 */
public final class Sample {
  private static final int INITIAL_CHANGES = 512;
  private static final int INITIAL_INSTANCES = 64;

  private long timestampMillis;
  private int instanceCount;
  private int changeCount;
  private ResourceInstance[] instances = new ResourceInstance[INITIAL_INSTANCES];
  // The changes of instance i begin at bounds[i] and end at bounds[i + 1].
  private int[] bounds = new int[INITIAL_INSTANCES + 1];
  // The StatisticColumn of each change, and the running value after it.
  private int[] columns = new int[INITIAL_CHANGES];
  private long[] rawValues = new long[INITIAL_CHANGES];

  Sample() {}

  /**
   * Returns when the sample was taken, by the clock of the archive. The format allows a time that
   * is not after the sample before.
   *
   * @return milliseconds since the epoch, UTC
   */
  public long timestampMillis() {
    return timestampMillis;
  }

  /**
   * Returns how many instances the sample mentions. The others were sampled too, and did not
   * change.
   *
   * @return the bound of instance indexes
   */
  public int instanceCount() {
    return instanceCount;
  }

  /**
   * Returns an instance that the sample mentions, whose values are those after the sample.
   *
   * @param index from 0 to {@link #instanceCount()}, exclusive
   * @return the instance
   */
  public ResourceInstance instance(int index) {
    return instances[Objects.checkIndex(index, instanceCount)];
  }

  /**
   * Returns the first change of an instance.
   *
   * @param index the index of the instance
   * @return a change index, inclusive
   */
  public int changesStart(int index) {
    return bounds[Objects.checkIndex(index, instanceCount)];
  }

  /**
   * Returns the end of the changes of an instance.
   *
   * @param index the index of the instance
   * @return a change index, exclusive
   */
  public int changesEnd(int index) {
    return bounds[Objects.checkIndex(index, instanceCount) + 1];
  }

  /**
   * Returns how many changes the sample holds.
   *
   * @return the bound of change indexes
   */
  public int changeCount() {
    return changeCount;
  }

  /**
   * Returns the statistic that changed.
   *
   * @param change from 0 to {@link #changeCount()}, exclusive
   * @return its index in {@link ResourceType#statistics()}
   */
  public int statistic(int change) {
    return StatisticColumn.offset(columns[Objects.checkIndex(change, changeCount)]);
  }

  /**
   * Returns the running bits of the statistic after the change.
   *
   * @param change from 0 to {@link #changeCount()}, exclusive
   * @return all 64 bits, of the statistic's own type
   */
  public long rawValue(int change) {
    return rawValues[Objects.checkIndex(change, changeCount)];
  }

  /**
   * Returns the value of the statistic after the change, as bits.
   *
   * @param change from 0 to {@link #changeCount()}, exclusive
   * @return the raw bits of the double that {@link #value} returns
   */
  public long valueBits(int change) {
    Objects.checkIndex(change, changeCount);
    return StatisticColumn.valueBits(columns[change], rawValues[change]);
  }

  /**
   * Returns the value of the statistic after the change.
   *
   * @param change from 0 to {@link #changeCount()}, exclusive
   * @return the running bits, as the statistic's type reads them
   */
  public double value(int change) {
    return Double.longBitsToDouble(valueBits(change));
  }

  void clear() {
    instanceCount = 0;
    changeCount = 0;
  }

  /** Makes room for more changes; {@link #columns()} and {@link #rawValues()} may be new ones. */
  void ensureChanges(int capacity) {
    if (capacity > columns.length) {
      int doubled = Math.max(capacity, 2 * columns.length);
      rawValues = Arrays.copyOf(rawValues, doubled);
      columns = Arrays.copyOf(columns, doubled);
    }
  }

  int[] columns() {
    return columns;
  }

  long[] rawValues() {
    return rawValues;
  }

  /** Adds an instance, whose changes begin where those of the one before end. */
  void addInstance(ResourceInstance instance, int changesEnd) {
    if (instanceCount == instances.length) {
      bounds = Arrays.copyOf(bounds, 2 * instanceCount + 1);
      instances = Arrays.copyOf(instances, 2 * instanceCount);
    }
    instances[instanceCount++] = instance;
    bounds[instanceCount] = changesEnd;
    changeCount = changesEnd;
  }

  void setTimestampMillis(long timestampMillis) {
    this.timestampMillis = timestampMillis;
  }
}
