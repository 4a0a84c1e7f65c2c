package io.github.gfstoprometheus.benchmarks;

import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator.Generated;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An archive by Geode's own writer, which is deleted when it is closed.
 *
 * @param file where it is
 * @param figures what it holds, as the generator knows it
 */
public record GeneratedArchive(Path file, Generated figures) implements Closeable {

  /** Generates an archive, and says so. */
  public static GeneratedArchive generate(String name, ArchiveShape shape, Scratch scratch)
      throws IOException {
    System.err.println("generating " + name);
    Path file = scratch.path("generated.gfs");
    return new GeneratedArchive(file, ArchiveGenerator.generate(file, shape));
  }

  /** A typical member's archive on a system whose clock jitters so. */
  public static ArchiveShape typical(Jitter jitter) {
    ArchiveShape typical = ArchiveShape.typical();
    return typical.withClock(typical.start(), typical.interval(), jitter);
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}
