package io.github.gfstoprometheus.testkit.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The blocks of a data directory: the directories named by a ULID. */
final class BlockDirectories {

  private static final Pattern ULID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

  private BlockDirectories() {}

  static List<Path> in(Path dataDirectory) throws IOException {
    try (Stream<Path> files = Files.list(dataDirectory)) {
      return files
          .filter(file -> ULID.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }
}
