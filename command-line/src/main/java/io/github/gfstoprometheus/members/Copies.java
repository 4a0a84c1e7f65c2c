package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out archives that are given twice. Only those with equal headers can be copies; of these
 * the contents are compared. Of copies the longest stays; of equally long ones that beside more
 * rolled files, so that these stay together, then one that is a file of its own, then the first.
 */
final class Copies {
  private final IdentityHashMap<ArchiveSource, Copy> leftOut = new IdentityHashMap<>();
  private final List<String> remarks;

  private Copies(List<String> remarks) {
    this.remarks = remarks;
  }

  /** What a copy is in relation to another archive, which may be left out in its turn. */
  private record Copy(String relation, ArchiveSource original) {
    static Copy same(ArchiveSource original) {
      return new Copy("the same archive as ", original);
    }

    static Copy shorter(ArchiveSource original) {
      return new Copy("a shorter copy of ", original);
    }
  }

  /**
   * An archive and how it ranks among its equals.
   *
   * @param companions how many archives its chain has
   */
  private record Ranked(ArchiveSource source, int companions) {
    static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingInt(Ranked::companions)
            .reversed()
            .thenComparing(ranked -> ranked.source().file().isEmpty());
  }

  /**
   * The chains without the copies.
   *
   * @param remarks where to tell what was left out
   */
  static List<ArchiveChain> leaveOut(List<ArchiveChain> chains, Heads heads, List<String> remarks) {
    Copies copies = new Copies(remarks);
    byHeader(chains, heads).values().stream()
        .filter(sameHeader -> sameHeader.size() > 1)
        .forEach(copies::compare);
    chains.stream()
        .flatMap(chain -> chain.sources().stream())
        .filter(copies.leftOut::containsKey)
        .forEach(copies::tell);
    return chains.stream().map(copies::rest).filter(chain -> !chain.sources().isEmpty()).toList();
  }

  private static Map<ArchiveHeader, List<Ranked>> byHeader(List<ArchiveChain> chains, Heads heads) {
    Map<ArchiveHeader, List<Ranked>> byHeader = new LinkedHashMap<>();
    for (ArchiveChain chain : chains) {
      for (ArchiveSource source : chain.sources()) {
        if (source.isRepeatable()) {
          heads
              .header(source)
              .ifPresent(
                  header ->
                      byHeader
                          .computeIfAbsent(header, key -> new ArrayList<>())
                          .add(new Ranked(source, chain.sources().size())));
        }
      }
    }
    return byHeader;
  }

  private void compare(List<Ranked> sameHeader) {
    List<ArchiveSource> kept = new ArrayList<>();
    sameHeader.sort(Ranked.BEST_FIRST);
    for (Ranked ranked : sameHeader) {
      compare(ranked.source(), kept);
    }
  }

  private void compare(ArchiveSource source, List<ArchiveSource> kept) {
    for (int i = 0; i < kept.size(); i++) {
      ArchiveSource other = kept.get(i);
      switch (ContentComparison.of(source, other)) {
        case EQUAL -> {
          leftOut.put(source, Copy.same(other));
          return;
        }
        case SECOND_IS_LONGER -> {
          leftOut.put(source, Copy.shorter(other));
          return;
        }
        case FIRST_IS_LONGER -> {
          leftOut.put(other, Copy.shorter(source));
          kept.set(i, source);
          return;
        }
        case DIFFERENT -> tellBothTaken(source, other, "what follows differs");
        case UNKNOWN -> tellBothTaken(source, other, "one of them cannot be read");
      }
    }
    kept.add(source);
  }

  private void tellBothTaken(ArchiveSource source, ArchiveSource other, String reason) {
    remarks.add(
        source.name()
            + ": has the header of "
            + other.name()
            + ", but "
            + reason
            + "; both are taken");
  }

  private void tell(ArchiveSource source) {
    Copy copy = leftOut.get(source);
    while (leftOut.containsKey(copy.original())) {
      copy = Copy.shorter(leftOut.get(copy.original()).original());
    }
    remarks.add(source.name() + ": " + copy.relation() + copy.original().name() + "; left out");
  }

  private ArchiveChain rest(ArchiveChain chain) {
    return new ArchiveChain(
        chain.memberName(),
        chain.sources().stream().filter(source -> !leftOut.containsKey(source)).toList());
  }
}
