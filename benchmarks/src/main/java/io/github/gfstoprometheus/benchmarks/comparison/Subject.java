package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.GeneratedArchive;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An archive that is there to be compared on; a generated one is deleted when this is closed.
 *
 * @param name what the table calls it
 * @param bytes the file's size
 * @param samples how many samples it holds
 * @param generated what the generator knows of it
 */
record Subject(
    String name, Path archive, long bytes, long samples, Optional<GeneratedArchive> generated)
    implements Closeable {
  /** Up to so many samples, all blocks are kept and read back sample by sample. */
  static final long READ_BACK_SAMPLES = 1_000_000_000;

  /**
   * The archive if its output may be more than the disk holds: what is written is then removed as
   * soon as it is published, and the totals are compared. That takes one who knows them without
   * having read the archive.
   */
  Optional<GeneratedArchive> asLarge() {
    return generated.filter(archive -> samples > READ_BACK_SAMPLES);
  }

  @Override
  public void close() throws IOException {
    if (generated.isPresent()) {
      generated.get().close();
    }
  }
}
