package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archives.ArchiveBeginning;
import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Optional;

/** The heads of archives; what cannot be read is told by who reads all of it. */
final class Heads {
  /** Headers are wanted several times, and an archive is opened for its own once. */
  private final IdentityHashMap<ArchiveSource, Optional<ArchiveHeader>> headers =
      new IdentityHashMap<>();

  Optional<ArchiveHeader> header(ArchiveSource source) {
    return headers.computeIfAbsent(source, Heads::read);
  }

  static Optional<ArchiveBeginning> beginning(ArchiveSource source) {
    try {
      return Optional.of(source.beginning());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ArchiveHeader> read(ArchiveSource source) {
    try {
      return source.header();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
