package io.github.gfstoprometheus.benchmarks.micro;

import io.github.gfstoprometheus.benchmarks.ByteSize;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The archive that a benchmark's parameter names. */
final class BenchmarkArchive {
  private BenchmarkArchive() {}

  /** A file that is there, or else one generated in the size that is said, such as 20MB. */
  static Path of(String fileOrSize, Scratch scratch) throws IOException {
    Path file = Path.of(fileOrSize);
    if (Files.exists(file)) {
      return file;
    }
    Path generated = scratch.path("generated.gfs");
    ArchiveGenerator.generate(
        generated, ArchiveShape.typical().withSizeBytes(ByteSize.parse(fileOrSize).bytes()));
    return generated;
  }
}
