package io.github.gfstoprometheus.testkit.geode;

import java.util.ArrayList;
import java.util.List;
import org.apache.geode.StatisticDescriptor;
import org.apache.geode.StatisticsType;
import org.apache.geode.StatisticsTypeFactory;
import org.apache.geode.internal.statistics.StatisticsTypeFactoryImpl;

/**
 * Resource types in the manner of Geode's own: for each operation how often it was done, how long
 * it took, how many are under way and how many failed; and a few measurements in fractions.
 */
final class GeneratedTypes {

  private static final StatisticsTypeFactory FACTORY = StatisticsTypeFactoryImpl.singleton();

  /** What Geode's regions, disks, queues and links do. */
  private static final List<String> OPERATIONS =
      List.of(
          "get",
          "put",
          "create",
          "destroy",
          "invalidate",
          "update",
          "load",
          "netsearch",
          "query",
          "functionExecution",
          "eviction",
          "expiration",
          "diskWrite",
          "diskRead",
          "flush",
          "compaction",
          "recovery",
          "getInitialImage",
          "clear",
          "conflation",
          "transaction",
          "message",
          "reply",
          "ack",
          "heartbeat",
          "ping",
          "register",
          "subscription",
          "batch",
          "distribution");

  private GeneratedTypes() {}

  /** The kinds of instances, in the proportion in which a member has them. */
  static List<StatisticsType> create() {
    return List.of(
        type("VMStats", 3, 4),
        type("LinuxSystemStats", 8, 12),
        type("CachePerfStats", 26, 0),
        type("PartitionedRegionStats", 30, 2),
        type("DiskRegionStatistics", 10, 0),
        type("DistributionStats", 28, 0),
        type("ClientSubscriptionStats", 6, 2));
  }

  /** A type that has exactly so many statistics, and a name for them: Geode knows types by name. */
  static StatisticsType ofSize(int statistics) {
    StatisticDescriptor[] descriptors = new StatisticDescriptor[statistics];
    for (int i = 0; i < statistics; i++) {
      descriptors[i] = FACTORY.createLongGauge("gauge" + i, "One of several.", "items");
    }
    return FACTORY.createType(
        "Remaining" + statistics + "Stats",
        "What makes the number of series come out.",
        descriptors);
  }

  private static StatisticsType type(String name, int operations, int fractions) {
    List<StatisticDescriptor> descriptors = new ArrayList<>();
    for (String operation : OPERATIONS.subList(0, operations)) {
      descriptors.add(
          FACTORY.createLongCounter(
              operation + "s", "How often " + operation + " ended.", "operations"));
      descriptors.add(
          FACTORY.createLongCounter(
              operation + "Time", "How long " + operation + " took.", "nanoseconds"));
      descriptors.add(
          FACTORY.createLongGauge(
              operation + "sInProgress", "How many of " + operation + " go on.", "operations"));
      descriptors.add(
          FACTORY.createLongCounter(
              operation + "sFailed", "How often " + operation + " failed.", "operations", false));
    }
    for (int i = 0; i < fractions; i++) {
      descriptors.add(
          FACTORY.createDoubleGauge("load" + i, "A measurement between 0 and 1.", "fraction"));
    }
    return FACTORY.createType(
        name,
        "Generated in the manner of " + name + ".",
        descriptors.toArray(new StatisticDescriptor[0]));
  }
}
