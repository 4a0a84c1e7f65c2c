package io.github.gfstoprometheus.inspect;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.ResourceType;
import io.github.gfstoprometheus.archive.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers what is in an archive. */
public final class ArchiveInspection implements ArchiveVisitor {
  private final List<ArchiveHeader> headers = new ArrayList<>();
  private final List<ResourceType> types = new ArrayList<>();
  private final List<InstanceFigures> instances = new ArrayList<>();

  /** The live instances by slot. */
  private final Map<Integer, InstanceFigures> live = new HashMap<>();

  private long samples;
  private long changes;
  private long firstMillis;
  private long lastMillis;

  /** An inspection that has seen nothing yet. */
  public ArchiveInspection() {}

  /** The header, and those that came again in mid-file. */
  public List<ArchiveHeader> headers() {
    return List.copyOf(headers);
  }

  /** All types, in the order of the file. */
  public List<ResourceType> types() {
    return List.copyOf(types);
  }

  /** All instances that ever lived, in the order of their creation. */
  public List<InstanceFigures> instances() {
    return List.copyOf(instances);
  }

  /** How many times the instances were sampled. */
  public long samples() {
    return samples;
  }

  /** How many values the samples gave. */
  public long changes() {
    return changes;
  }

  /** The time of the first sample, in milliseconds since the epoch; without samples, 0. */
  public long firstMillis() {
    return firstMillis;
  }

  /** The time of the last sample, in milliseconds since the epoch; without samples, 0. */
  public long lastMillis() {
    return lastMillis;
  }

  @Override
  public void header(ArchiveHeader header) {
    finish();
    headers.add(header);
  }

  @Override
  public void resourceType(ResourceType type) {
    types.add(type);
  }

  @Override
  public void instanceCreated(ResourceInstance instance) {
    InstanceFigures figures = new InstanceFigures(instance, samples);
    instances.add(figures);
    live.put(instance.slot(), figures);
  }

  @Override
  public void instanceDeleted(ResourceInstance instance) {
    InstanceFigures figures = live.remove(instance.slot());
    figures.end(samples);
    figures.delete();
  }

  @Override
  public void sample(Sample sample) {
    firstMillis = samples == 0 ? sample.timestampMillis() : firstMillis;
    lastMillis = sample.timestampMillis();
    for (int i = 0; i < sample.instanceCount(); i++) {
      List<StatisticFigures> statistics = live.get(sample.instance(i).slot()).statistics();
      for (int change = sample.changesStart(i); change < sample.changesEnd(i); change++) {
        statistics.get(sample.statistic(change)).set(samples, sample.value(change));
      }
    }
    changes += sample.changeCount();
    samples++;
  }

  /** Ends the instances that are alive, as the archive's end or another header does. */
  public void finish() {
    live.values().forEach(instance -> instance.end(samples));
    live.clear();
  }
}
