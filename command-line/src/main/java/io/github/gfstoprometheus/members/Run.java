package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archive.ArchiveHeader;

/** From a member's start to its end: it writes all its archives under the same ids. */
record Run(long systemId, long systemStartMillis) {
  static Run of(ArchiveHeader header) {
    return new Run(header.systemId(), header.systemStartMillis());
  }
}
