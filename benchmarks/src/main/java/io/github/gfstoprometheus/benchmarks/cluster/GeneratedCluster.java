package io.github.gfstoprometheus.benchmarks.cluster;

import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator.Generated;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory with an archive of each member, which members can join. All sample the same time. */
final class GeneratedCluster {
  private final Path directory;
  private final ArchiveShape shape;
  private final List<Generated> members = new ArrayList<>();

  /**
   * A cluster without members, whose archives will have this shape, each from a seed of its own.
   */
  GeneratedCluster(ArchiveShape shape, Scratch scratch) {
    this.directory = scratch.path("cluster");
    this.shape = shape;
  }

  /** Lets members join until there are so many. */
  void growTo(int count) throws IOException {
    while (members.size() < count) {
      int number = members.size() + 1;
      System.err.println("generating member " + number);
      Path home = Files.createDirectories(directory.resolve("server-" + number));
      members.add(ArchiveGenerator.generate(home.resolve("stats.gfs"), shape.withSeed(number)));
    }
  }

  /** Where the archives are. */
  Path directory() {
    return directory;
  }

  int memberCount() {
    return members.size();
  }

  long bytes() {
    return members.stream().mapToLong(Generated::bytes).sum();
  }

  /** Samples in Prometheus' sense, without stale markers. */
  long samples() {
    return members.stream().mapToLong(Generated::samples).sum();
  }

  /** As many stale markers are written: each series ends with its member's archive. */
  long series() {
    return members.stream().mapToLong(Generated::series).sum();
  }
}
