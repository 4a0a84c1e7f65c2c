package io.github.gfstoprometheus.inspect;

import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.ResourceType;
import java.util.List;
import java.util.stream.IntStream;

/** An instance of an archive with the figures of its statistics. */
public final class InstanceFigures {
  private final ResourceType type;
  private final String textId;
  private final long numericId;
  private final List<StatisticFigures> statistics;
  private boolean deleted;

  InstanceFigures(ResourceInstance instance, long tick) {
    type = instance.type();
    textId = instance.textId();
    numericId = instance.numericId();
    statistics =
        IntStream.range(0, type.statistics().size())
            .mapToObj(statistic -> new StatisticFigures(instance.value(statistic), tick))
            .toList();
  }

  /** The instance's type, which describes its statistics. */
  public ResourceType type() {
    return type;
  }

  /** The instance's name. */
  public String textId() {
    return textId;
  }

  /** The instance's number, mostly a process id. */
  public long numericId() {
    return numericId;
  }

  /** Whether the archive says that the instance ended. */
  public boolean isDeleted() {
    return deleted;
  }

  /** Figures in the order of the type's statistics. */
  public List<StatisticFigures> statistics() {
    return statistics;
  }

  void delete() {
    deleted = true;
  }

  void end(long tick) {
    statistics.forEach(statistic -> statistic.end(tick));
  }
}
