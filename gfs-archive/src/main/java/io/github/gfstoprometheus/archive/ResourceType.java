package io.github.gfstoprometheus.archive;

import java.util.List;

/** A resource type: what its instances measure. Immutable; holds until the next header. */
public final class ResourceType {
  private final int id;
  private final String name;
  private final String description;
  private final List<StatisticDescriptor> statistics;
  private final int[] columns;

  ResourceType(int id, String name, String description, List<StatisticDescriptor> statistics) {
    this.id = id;
    this.name = name;
    this.description = description;
    this.statistics = List.copyOf(statistics);
    this.columns = new int[statistics.size()];
    for (int offset = 0; offset < columns.length; offset++) {
      columns[offset] = StatisticColumn.of(offset, statistics.get(offset).type());
    }
  }

  /**
   * Returns the id by which instances refer to this type.
   *
   * @return not negative, unique since the last header
   */
  public int id() {
    return id;
  }

  /**
   * Returns the name, such as "VMStats".
   *
   * @return the name; two types of an archive may share it
   */
  public String name() {
    return name;
  }

  /**
   * Returns what the type is about, in its author's words.
   *
   * @return the description, which may be empty
   */
  public String description() {
    return description;
  }

  /**
   * Returns the statistics of each instance of this type.
   *
   * @return 254 at most; the index in this list is the number by which samples refer to them
   */
  public List<StatisticDescriptor> statistics() {
    return statistics;
  }

  /** Returns the {@link StatisticColumn} of each statistic; not to be changed. */
  int[] columns() {
    return columns;
  }

  boolean isSameAs(ResourceType other) {
    return id == other.id
        && name.equals(other.name)
        && description.equals(other.description)
        && statistics.equals(other.statistics);
  }

  @Override
  public String toString() {
    return name + " (type " + id + ")";
  }
}
