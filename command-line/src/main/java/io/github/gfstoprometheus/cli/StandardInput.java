package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.Zeros;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An archive that comes on standard input. */
final class StandardInput {
  /** What stands for it on a command line. */
  static final Path PATH = Path.of("-");

  private static final String UNKNOWN_MEMBER = "stdin";

  private StandardInput() {}

  static ArchiveChain chain(InputStream input) {
    return new ArchiveChain(UNKNOWN_MEMBER, List.of(ArchiveSource.standardInput(input)));
  }

  /** Refuses options that need an archive to be read more than once. */
  static void requireReadOnce(ConversionOptions options, CommandSpec spec) {
    if (options.zeros() == Zeros.DROP) {
      throw new ParameterException(
          spec.commandLine(),
          "--no-zero reads an archive twice, and standard input can be read once: give a file");
    }
  }
}
