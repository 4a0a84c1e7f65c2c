package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import java.io.IOException;
import java.nio.file.Path;

/** A program that reads an archive with Geode's {@code StatArchiveReader}, and nothing more. */
final class ReadGeode {
  private ReadGeode() {}

  /** Takes the archive. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(GeodeArchive.read(Path.of(arguments[0])).series().size());
  }
}
