package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real archives, which are not part of the project: those in the directory that the environment
 * variable {@value #VARIABLE} names. Tests that need them are skipped without it.
 */
final class Corpus {
  static final String VARIABLE = "GFS_CORPUS";

  /** Geode's fixture of an archive of which a type is missing, though samples of it are there. */
  private static final String WITHOUT_A_TYPE = "MissingResourceType";

  private Corpus() {}

  static List<Path> archives() throws IOException {
    return all().filter(file -> !file.toString().contains(WITHOUT_A_TYPE)).toList();
  }

  static List<Path> archivesWithoutAType() throws IOException {
    return all().filter(file -> file.toString().contains(WITHOUT_A_TYPE)).toList();
  }

  private static Stream<Path> all() throws IOException {
    Path directory = Path.of(System.getenv(VARIABLE));
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> archives =
          files.filter(file -> file.toString().matches(".*\\.(gfs|gz)")).sorted().toList();
      assertThat(archives).as("archives in %s, named by %s", directory, VARIABLE).isNotEmpty();
      return archives.stream();
    }
  }
}
