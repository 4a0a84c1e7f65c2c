package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.geode.Statistics;
import org.apache.geode.StatisticsType;
import org.apache.geode.internal.statistics.LocalStatisticsFactory;
import org.apache.geode.internal.statistics.ResourceInstance;
import org.apache.geode.internal.statistics.ResourceType;

/**
 * Writes archives of any size in the shape of real ones, with Geode's own writer and a clock that
 * is simulated: a day takes a second or two. The writer is given only the instances that changed,
 * where Geode's sampler looks at all of them: the bytes are the same.
 */
public final class ArchiveGenerator {

  /** A real sampler takes its first sample a few milliseconds after it began the file. */
  private static final long FIRST_DELTA_MILLIS = 3;

  /** How much of an instance in use changes. With an active share above this, all is in use. */
  private static final double BUSY_SHARE = 0.5;

  private final ArchiveShape shape;
  private final Random random;
  private final List<GeneratedInstance> instances = new ArrayList<>();
  private final List<ActiveSeries> active = new ArrayList<>();

  private record ActiveSeries(GeneratedInstance instance, int offset) {}

  /**
   * What was written.
   *
   * @param ticks how many samples in the archive's sense
   * @param series how many series
   * @param samples how many samples in Prometheus' sense: each series at each tick
   * @param bytes the archive's size
   */
  public record Generated(long ticks, long series, long samples, long bytes) {}

  private ArchiveGenerator(ArchiveShape shape) {
    this.shape = shape;
    this.random = new Random(shape.seed());
  }

  /** Writes an archive, packed if its name ends in .gz. */
  public static Generated generate(Path archive, ArchiveShape shape) throws IOException {
    return new ArchiveGenerator(shape).write(archive);
  }

  private Generated write(Path archive) throws IOException {
    SimulatedWriter writer = new SimulatedWriter(archive, shape.start());
    try {
      writer.initialize(0);
      allocate(writer);
      pickValues();
      long ticks = writeTicks(writer);
      return new Generated(ticks, shape.series(), ticks * shape.series(), writer.bytesWritten());
    } finally {
      writer.close();
    }
  }

  /**
   * Instances of all types in turn, the last one of a type that makes the number of series exact.
   */
  private void allocate(SimulatedWriter writer) {
    LocalStatisticsFactory factory = new LocalStatisticsFactory(null);
    List<ResourceType> types = new ArrayList<>();
    for (StatisticsType type : GeneratedTypes.create()) {
      types.add(allocateType(writer, types.size(), type));
    }
    int left = shape.series();
    int turn = 0;
    ResourceType type = types.get(0);
    while (type.getStatisticDescriptors().length <= left) {
      left -= type.getStatisticDescriptors().length;
      allocateInstance(writer, factory, type);
      turn++;
      type = types.get(turn % types.size());
    }
    if (left > 0) {
      StatisticsType rest = GeneratedTypes.ofSize(left);
      allocateInstance(writer, factory, allocateType(writer, types.size(), rest));
    }
  }

  private static ResourceType allocateType(SimulatedWriter writer, int id, StatisticsType type) {
    ResourceType allocated = new ResourceType(id, type);
    writer.allocatedResourceType(allocated);
    return allocated;
  }

  private void allocateInstance(
      SimulatedWriter writer, LocalStatisticsFactory factory, ResourceType type) {
    int id = instances.size();
    // Not 0: Geode would put the process id there.
    long numericId = id + 1L;
    Statistics statistics =
        factory.createStatistics(type.getStatisticsType(), "instance-" + id, numericId);
    ResourceInstance resource = new ResourceInstance(id, statistics, type);
    writer.allocatedResourceInstance(resource);
    instances.add(new GeneratedInstance(resource));
  }

  /** The series that change are those of few instances: what is in use, is used in many ways. */
  private void pickValues() {
    long wanted = Math.round(shape.activeShare() * shape.series());
    double zeroShareOfOthers = shape.zeroShare() / Math.max(1 - shape.activeShare(), 1e-9);
    List<GeneratedInstance> busyFirst = new ArrayList<>(instances);
    Collections.shuffle(busyFirst, random);
    for (GeneratedInstance instance : busyFirst) {
      for (int offset = 0; offset < instance.statisticCount(); offset++) {
        if (active.size() < wanted && random.nextDouble() < BUSY_SHARE) {
          active.add(new ActiveSeries(instance, offset));
        } else if (random.nextDouble() >= zeroShareOfOthers) {
          instance.set(offset, random);
        }
      }
    }
    // Across instances, or the often changed ones would all be those of the first.
    Collections.shuffle(active, random);
  }

  private long writeTicks(SimulatedWriter writer) {
    List<ResourceInstance> changed = new ArrayList<>();
    instances.forEach(instance -> changed.add(instance.resource()));
    long timeMillis = FIRST_DELTA_MILLIS;
    long tick = 0;
    while (tick < shape.ticks() && writer.bytesWritten() < shape.sizeBytes()) {
      if (tick > 0) {
        changed.clear();
        changeValues(tick, changed);
        timeMillis += shape.interval().toMillis() + shape.jitter().offsetMillis(random);
      }
      writer.sampled(TimeUnit.MILLISECONDS.toNanos(timeMillis), changed);
      tick++;
    }
    return tick;
  }

  /** Some series change nearly always and most of the active ones seldom. */
  private void changeValues(long tick, List<ResourceInstance> changed) {
    int changes =
        shape.fewestChanges() + random.nextInt(shape.mostChanges() - shape.fewestChanges() + 1);
    for (int i = 0; i < changes && !active.isEmpty(); i++) {
      double pick = random.nextDouble();
      ActiveSeries series = active.get((int) (pick * pick * active.size()));
      series.instance().change(series.offset(), tick, random, changed);
    }
  }

  /** See {@code testkit/README.md} for the arguments. */
  public static void main(String[] arguments) throws IOException {
    GeneratorArguments parsed = GeneratorArguments.parse(arguments);
    long startNanos = System.nanoTime();
    Generated generated = generate(parsed.archive(), parsed.shape());
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    System.out.printf(
        "%d ticks, %d series, %d samples, %d bytes (file: %d), %.1f s, %.1f MB/s%n",
        generated.ticks(),
        generated.series(),
        generated.samples(),
        generated.bytes(),
        Files.size(parsed.archive()),
        seconds,
        generated.bytes() / seconds / 1e6);
  }
}
