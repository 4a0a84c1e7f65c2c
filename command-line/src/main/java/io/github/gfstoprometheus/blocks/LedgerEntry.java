package io.github.gfstoprometheus.blocks;

import java.util.ArrayList;
import java.util.List;

/**
 * One conversion into a data directory.
 *
 * @param sources the archives, in order
 * @param options the options that decide what the blocks hold
 * @param complete whether it came to its end; otherwise a run was killed and its blocks are partial
 * @param blocks the blocks that hold the result, or were about to
 * @param problems what was malformed or lost
 */
record LedgerEntry(
    List<Source> sources,
    String options,
    boolean complete,
    List<String> blocks,
    List<String> problems) {

  /** An archive by its name at the time, and what tells it from others. */
  record Source(String name, Fingerprint fingerprint) {}

  LedgerEntry {
    sources = List.copyOf(sources);
    blocks = List.copyOf(blocks);
    problems = List.copyOf(problems);
  }

  /** A conversion that is about to begin. */
  LedgerEntry(List<Source> sources, String options) {
    this(sources, options, false, List.of(), List.of());
  }

  /** This conversion with one more block. */
  LedgerEntry withBlock(String ulid) {
    List<String> more = new ArrayList<>(blocks);
    more.add(ulid);
    return new LedgerEntry(sources, options, complete, more, problems);
  }

  /** This conversion at its end. */
  LedgerEntry completed(List<String> found) {
    return new LedgerEntry(sources, options, true, blocks, found);
  }

  /** Whether this is a conversion of the same content in the same way. */
  boolean isOf(List<Source> others, String otherOptions) {
    return options.equals(otherOptions)
        && sources.stream()
            .map(Source::fingerprint)
            .toList()
            .equals(others.stream().map(Source::fingerprint).toList());
  }

  /**
   * Whether a conversion of these sources holds what this one holds, and maybe more. Where an
   * archive is missing or has shrunk, as when a member has deleted its oldest, it does not.
   */
  boolean isSupersededBy(List<Source> others, String otherOptions) {
    return options.equals(otherOptions)
        && sources.stream()
            .allMatch(source -> others.stream().anyMatch(other -> holds(other, source)));
  }

  private static boolean holds(Source other, Source source) {
    return other.fingerprint().identity().equals(source.fingerprint().identity())
        && other.fingerprint().sizeBytes() >= source.fingerprint().sizeBytes();
  }
}
