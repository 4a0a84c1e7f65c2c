package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.Sample;
import java.io.IOException;
import java.nio.file.Path;

/** A program that reads an archive with this project's reader, and looks at every change. */
final class ReadOurs {
  private ReadOurs() {}

  /** Takes the archive. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(read(Path.of(arguments[0])));
  }

  /** Reads an archive and returns the sum of all that changed. */
  static long read(Path archive) throws IOException {
    long[] sum = {0};
    ArchiveVisitor visitor =
        new ArchiveVisitor() {
          @Override
          public void sample(Sample sample) {
            for (int change = 0; change < sample.changeCount(); change++) {
              sum[0] += sample.valueBits(change);
            }
          }
        };
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      reader.readAll(visitor);
    }
    return sum[0];
  }
}
