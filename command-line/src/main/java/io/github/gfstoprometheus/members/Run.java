package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archive.ArchiveHeader;

/** From a member's start to its end: it writes all its archives under the same ids. */
public record Run(long systemId, long systemStartMillis) {
  /** The run that wrote an archive. */
  public static Run of(ArchiveHeader header) {
    return new Run(header.systemId(), header.systemStartMillis());
  }
}
