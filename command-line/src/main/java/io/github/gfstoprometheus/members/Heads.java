package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archives.ArchiveBeginning;
import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.IOException;
import java.util.Optional;

/** Looks at the heads of archives; what cannot be read is told by who reads all of it. */
final class Heads {
  private Heads() {}

  static Optional<ArchiveHeader> header(ArchiveSource source) {
    try {
      return source.header();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<ArchiveBeginning> beginning(ArchiveSource source) {
    try {
      return Optional.of(source.beginning());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** When the archive was begun; without a header, after all others. */
  static long startMillis(ArchiveSource source) {
    return header(source).map(ArchiveHeader::startMillis).orElse(Long.MAX_VALUE);
  }
}
