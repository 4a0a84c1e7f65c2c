package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.convert.Inheritance;
import java.util.List;
import java.util.Optional;

/**
 * How far the samples of a member are published.
 *
 * @param name the member's name
 * @param type {@code locator}, {@code server} or {@code client}, where known
 * @param chains where its archives are: each a directory, and a name without endings and numbers
 * @param reachedMillis all its samples before this time are published, and no others
 * @param done the archives that need not be read again
 * @param inheritance what counts of them for the archive that follows
 */
record MemberProgress(
    String name,
    Optional<String> type,
    List<String> chains,
    long reachedMillis,
    List<String> done,
    Inheritance inheritance) {
  MemberProgress {
    chains = List.copyOf(chains);
    done = List.copyOf(done);
  }

  /** That of a member of which nothing is published. */
  static MemberProgress none(String name, Optional<String> type, List<String> chains) {
    return new MemberProgress(name, type, chains, Long.MIN_VALUE, List.of(), Inheritance.NONE);
  }

  boolean isBegun() {
    return reachedMillis > Long.MIN_VALUE;
  }
}
