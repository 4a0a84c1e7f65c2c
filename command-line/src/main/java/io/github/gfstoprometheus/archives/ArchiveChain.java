package io.github.gfstoprometheus.archives;

import java.util.List;

/**
 * Archives of one member in the order of time: those that it rolled, then the one it wrote last.
 *
 * @param memberName what the member is called if neither its archives nor their path tells
 */
public record ArchiveChain(String memberName, List<ArchiveSource> sources) {
  /** Copies the list. */
  public ArchiveChain {
    sources = List.copyOf(sources);
  }
}
