package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import java.io.IOException;
import java.nio.file.Path;

/** A program that reads an archive with Geode's {@code StatArchiveReader}, and nothing more. */
final class ReadGeode {
  private ReadGeode() {}

  /** Takes the archive. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(read(Path.of(arguments[0])));
  }

  /** Reads an archive and returns how many series it has. */
  static long read(Path archive) throws IOException {
    return GeodeArchive.read(archive).series().size();
  }
}
