package io.github.gfstoprometheus.testkit.geode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.apache.geode.StatisticDescriptor;
import org.apache.geode.Statistics;
import org.apache.geode.StatisticsType;
import org.apache.geode.internal.statistics.LocalStatisticsFactory;
import org.apache.geode.internal.statistics.ResourceInstance;
import org.apache.geode.internal.statistics.ResourceType;
import org.apache.geode.internal.statistics.StatisticsTypeFactoryImpl;

/**
 * What one run of a simulated member samples: series in the shape that is wanted, and beside them a
 * beat that counts the samples, two instances of equal names, and visitors that come and go.
 */
final class SimulatedStatistics {

  /** The statistic that counts a member's samples. */
  static final String BEAT = "beats";

  /** How often an active series is picked to change, the first ones more than the last. */
  private static final double BUSY_SHARE = 0.5;

  /** Names return after so many visits, and with them series that had ended. */
  private static final int VISITOR_NAMES = 3;

  private static final StatisticsTypeFactoryImpl TYPES =
      (StatisticsTypeFactoryImpl) StatisticsTypeFactoryImpl.singleton();

  /** One for all: each has a thread. */
  private static final LocalStatisticsFactory STATISTICS = new LocalStatisticsFactory(null);

  private final ArchiveShape shape;
  private final Random random;
  private final List<ResourceType> types = new ArrayList<>();
  private final List<GeneratedInstance> live = new ArrayList<>();
  private final List<ActiveSeries> active = new ArrayList<>();
  private final Deque<GeneratedInstance> visitors = new ArrayDeque<>();
  private final ResourceType visitorType;
  private final GeneratedInstance beat;
  private final GeneratedInstance[] twins;
  private int instanceIds;
  private int visits;

  private record ActiveSeries(GeneratedInstance instance, int offset) {}

  /**
   * The statistics of a member that begins to run.
   *
   * @param member its name
   */
  SimulatedStatistics(String member, ArchiveShape shape, Random random) {
    this.shape = shape;
    this.random = random;
    this.beat = create(type("CacheServerStats", BEAT), member);
    create(type("LinuxProcessStats", "rssSize", "imageSize"), member + "-proc");
    ResourceType twinType = type("ManagementRegionStats", "operations", "replies");
    this.twins =
        new GeneratedInstance[] {create(twinType, "management"), create(twinType, "management")};
    this.visitorType = type("VisitorStats", "turns", "mood");
    createOthers();
    pickValues();
  }

  private ResourceType type(String name, String... statistics) {
    StatisticDescriptor[] descriptors = new StatisticDescriptor[statistics.length];
    for (int i = 0; i < statistics.length; i++) {
      descriptors[i] = TYPES.createLongCounter(statistics[i], "Simulated.", "operations");
    }
    return type(TYPES.createType(name, "Simulated in the manner of " + name + ".", descriptors));
  }

  private ResourceType type(StatisticsType type) {
    ResourceType allocated = new ResourceType(types.size(), type);
    types.add(allocated);
    return allocated;
  }

  private GeneratedInstance create(ResourceType type, String textId) {
    int id = instanceIds++;
    // Not 0: Geode would put the process id there.
    Statistics statistics = STATISTICS.createStatistics(type.getStatisticsType(), textId, 1);
    GeneratedInstance instance = new GeneratedInstance(new ResourceInstance(id, statistics, type));
    live.add(instance);
    return instance;
  }

  /** As many as the shape has series, in instances of all types in turn. */
  private void createOthers() {
    List<ResourceType> others = GeneratedTypes.create().stream().map(this::type).toList();
    int left = shape.series();
    for (int turn = 0; left > 0; turn++) {
      ResourceType next = others.get(turn % others.size());
      int size = next.getStatisticDescriptors().length;
      create(size <= left ? next : type(GeneratedTypes.ofSize(left)), "instance-" + turn);
      left -= Math.min(left, size);
    }
  }

  private void pickValues() {
    long wanted = Math.round(shape.activeShare() * shape.series());
    List<GeneratedInstance> busyFirst = new ArrayList<>(live);
    Collections.shuffle(busyFirst, random);
    for (GeneratedInstance instance : busyFirst) {
      for (int offset = 0; instance != beat && offset < instance.statisticCount(); offset++) {
        if (active.size() < wanted && random.nextDouble() < BUSY_SHARE) {
          active.add(new ActiveSeries(instance, offset));
        } else if (random.nextDouble() >= shape.zeroShare()) {
          instance.set(offset, random);
        }
      }
    }
    Collections.shuffle(active, random);
  }

  /** Tells a new archive of all that lives. */
  void announce(SimulatedWriter writer) {
    types.forEach(writer::allocatedResourceType);
    live.forEach(instance -> writer.allocatedResourceInstance(instance.resource()));
  }

  /** All that lives: what the first sample of an archive must hold. */
  List<ResourceInstance> all() {
    return live.stream().map(GeneratedInstance::resource).toList();
  }

  /**
   * Changes values and returns the instances that have some that changed.
   *
   * @param beats the value of the beat from now on
   */
  List<ResourceInstance> change(long beats) {
    List<ResourceInstance> changed = new ArrayList<>();
    beat.put(0, beats, beats, changed);
    twins[random.nextInt(twins.length)].change(random.nextInt(2), beats, random, changed);
    visitors.forEach(visitor -> visitor.change(0, beats, random, changed));
    int changes =
        shape.fewestChanges() + random.nextInt(shape.mostChanges() - shape.fewestChanges() + 1);
    for (int i = 0; i < changes && !active.isEmpty(); i++) {
      double pick = random.nextDouble();
      ActiveSeries series = active.get((int) (pick * pick * active.size()));
      series.instance().change(series.offset(), beats, random, changed);
    }
    return changed;
  }

  /** A visitor comes, whose name one may have that is still there. */
  void welcome(SimulatedWriter writer) {
    GeneratedInstance visitor = create(visitorType, "visitor-" + visits++ % VISITOR_NAMES);
    visitors.addLast(visitor);
    writer.allocatedResourceInstance(visitor.resource());
  }

  /** The visitor that came first goes, if there is one. */
  void dismiss(SimulatedWriter writer) {
    GeneratedInstance visitor = visitors.pollFirst();
    if (visitor != null) {
      live.remove(visitor);
      writer.destroyedResourceInstance(visitor.resource());
    }
  }
}
