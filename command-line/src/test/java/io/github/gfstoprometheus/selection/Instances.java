package io.github.gfstoprometheus.selection;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.ResourceInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The instances of an archive, as they come. */
final class Instances {
  private Instances() {}

  static List<ResourceInstance> of(Path archive) throws IOException {
    List<ResourceInstance> instances = new ArrayList<>();
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      reader.readAll(
          new ArchiveVisitor() {
            @Override
            public void instanceCreated(ResourceInstance instance) {
              instances.add(instance);
            }
          });
    } catch (ArchiveException e) {
      // A damaged archive has instances before its damage.
    }
    return instances;
  }
}
