package io.github.gfstoprometheus.archive;

/**
 * A resource instance, and the values that its statistics have after the last whole token. After
 * its deletion it keeps its last values.
 */
public final class ResourceInstance {
  private final int id;
  private final String textId;
  private final long numericId;
  private final ResourceType type;
  private final int slot;
  private final long[] rawValues;

  ResourceInstance(
      int id, String textId, long numericId, ResourceType type, int slot, long[] rawValues) {
    this.id = id;
    this.textId = textId;
    this.numericId = numericId;
    this.type = type;
    this.slot = slot;
    this.rawValues = rawValues;
  }

  /**
   * Returns the id by which the archive refers to this instance.
   *
   * @return not negative, unique among live instances; ids may have large gaps
   */
  public int id() {
    return id;
  }

  /**
   * Returns the instance's name.
   *
   * @return the name; live instances may share type, name and numeric id
   */
  public String textId() {
    return textId;
  }

  /**
   * Returns the number beside the name.
   *
   * @return mostly the member's process id
   */
  public long numericId() {
    return numericId;
  }

  /**
   * Returns what this instance measures.
   *
   * @return the type
   */
  public ResourceType type() {
    return type;
  }

  /**
   * Returns a small number by which callers may keep what they know of live instances in plain
   * arrays.
   *
   * @return not negative, unique among live instances: the lowest that was free at creation, free
   *     again after deletion, and after a header
   */
  public int slot() {
    return slot;
  }

  /**
   * Returns the running bits of a statistic.
   *
   * @param statistic the index in {@link ResourceType#statistics()}
   * @return all 64 bits; 0 if neither an initialize token nor a sample gave it a value
   */
  public long rawValue(int statistic) {
    return rawValues[statistic];
  }

  /**
   * Returns the value of a statistic.
   *
   * @param statistic the index in {@link ResourceType#statistics()}
   * @return the running bits, as the statistic's type reads them
   */
  public double value(int statistic) {
    return type.statistics().get(statistic).type().toDouble(rawValues[statistic]);
  }

  /** Returns the values themselves, which samples add to. */
  long[] rawValues() {
    return rawValues;
  }

  @Override
  public String toString() {
    return "%s %s %d (instance %d)".formatted(type.name(), textId, numericId, id);
  }
}
