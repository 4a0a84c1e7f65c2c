package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The archives that a command works on. */
final class ArchivesMixin {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Archives, compressed or not, or directories that hold some")
  private List<Path> inputs;

  /** Looks for them. */
  ArchiveFinder find() throws IOException {
    ArchiveFinder finder = new ArchiveFinder();
    for (Path input : inputs) {
      finder.add(input);
    }
    return finder;
  }
}
