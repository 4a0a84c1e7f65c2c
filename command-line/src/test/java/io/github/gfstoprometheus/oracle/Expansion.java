package io.github.gfstoprometheus.oracle;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An archive as plainly as can be: the value of each statistic of each instance at each tick. */
final class Expansion implements ArchiveVisitor {
  private final List<List<SampleList>> instances = new ArrayList<>();
  private final Map<ResourceInstance, List<SampleList>> live = new LinkedHashMap<>();

  private Expansion() {}

  /** All series, by instance in the order of creation and then by statistic. */
  static List<SampleList> of(Path archive) throws IOException {
    Expansion expansion = new Expansion();
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      reader.readAll(expansion);
    }
    return expansion.instances.stream().flatMap(List::stream).toList();
  }

  @Override
  public void instanceCreated(ResourceInstance instance) {
    List<SampleList> statistics =
        Stream.generate(SampleList::new).limit(instance.type().statistics().size()).toList();
    instances.add(statistics);
    live.put(instance, statistics);
  }

  @Override
  public void instanceDeleted(ResourceInstance instance) {
    live.remove(instance);
  }

  @Override
  public void sample(Sample sample) {
    live.forEach(
        (instance, statistics) -> {
          for (int i = 0; i < statistics.size(); i++) {
            statistics.get(i).add(sample.timestampMillis(), instance.value(i));
          }
        });
  }
}
