package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveFilter;
import io.github.gfstoprometheus.archives.ArchiveFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The archives that a command works on. */
final class ArchivesMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = {
        "Archives, compressed or not, directories that hold some, or containers:",
        ".zip (such as gfsh's exported logs), .tar, .tar.gz, .tgz"
      })
  private List<Path> inputs;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description = {
        "Take only archives that match, by their path below DIR or in a container, or by their"
            + " name if GLOB has no slash; may be repeated"
      })
  private List<String> includes = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leave out archives that match, likewise; may be repeated")
  private List<String> excludes = new ArrayList<>();

  /** Whether there is one, on standard input. */
  boolean isStandardInput() {
    return inputs.equals(List.of(StandardInput.PATH));
  }

  /** Files and directories as they were given. */
  List<Path> paths() {
    return inputs;
  }

  /** Looks for them. */
  ArchiveFinder find() throws IOException {
    ArchiveFinder finder = new ArchiveFinder(filter());
    if (inputs.contains(StandardInput.PATH)) {
      throw new ParameterException(
          spec.commandLine(),
          "- is for stream, export and push, alone: gfs-to-prometheus stream -");
    }
    for (Path input : inputs) {
      finder.add(input);
    }
    return finder;
  }

  /** Which of the files below directories are wanted. */
  ArchiveFilter filter() {
    try {
      return new ArchiveFilter(includes, excludes);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--include, --exclude: expected a glob such as 'server-*/**', found "
              + e.getPattern()
              + ": "
              + e.getDescription(),
          e);
    }
  }
}
