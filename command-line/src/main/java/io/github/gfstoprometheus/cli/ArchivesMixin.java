package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The archives that a command works on. */
final class ArchivesMixin {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Archives, compressed or not, or directories that hold some")
  private List<Path> inputs;

  /** Looks for them. */
  ArchiveFinder find() throws IOException {
    ArchiveFinder finder = new ArchiveFinder();
    if (inputs.contains(STANDARD_INPUT)) {
      throw new ParameterException(
          spec.commandLine(), "- is for stream: gfs-to-prometheus stream -");
    }
    for (Path input : inputs) {
      finder.add(input);
    }
    return finder;
  }
}
