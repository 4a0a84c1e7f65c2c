package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archives.ArchiveBeginning;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchivePath;
import io.github.gfstoprometheus.archives.ArchiveSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A chain, and what is known of the member that wrote it.
 *
 * @param knowledge how the name is known
 * @param place where it is, for telling it from others of the same name
 * @param archives those of the chain with their headers, in its order
 */
record SurveyedChain(
    ArchiveChain chain,
    String name,
    Knowledge knowledge,
    Optional<String> type,
    List<String> place,
    List<Begun> archives) {
  /** An archive, and its header if it has one. */
  record Begun(ArchiveSource source, Optional<ArchiveHeader> header) {
    /** When it was begun; if nothing tells, after all others. */
    long startMillis() {
      return header.map(ArchiveHeader::startMillis).orElse(Long.MAX_VALUE);
    }
  }

  /** So many archives of a chain are asked until one tells: those of a start-up that failed. */
  private static final int ASKED = 4;

  /** How the name of a member is known. */
  enum Knowledge {
    /** The archive says so, or the user. */
    TOLD,
    /** From the path: members in different places may well have the same. */
    GUESSED
  }

  static SurveyedChain of(ArchiveChain chain, MemberOptions options, Heads heads) {
    Optional<String> name =
        chain.sources().stream()
            .flatMap(source -> options.memberIn(source.name()).stream())
            .findFirst();
    Optional<String> type = Optional.empty();
    int asked = 0;
    for (ArchiveSource source : chain.sources()) {
      if (type.isPresent() || asked++ == ASKED) {
        break;
      }
      Optional<ArchiveBeginning> beginning = Heads.beginning(source);
      name = name.or(() -> beginning.flatMap(ArchiveBeginning::memberName));
      type = beginning.flatMap(ArchiveBeginning::memberType);
    }
    PathName guess =
        chain.sources().stream()
            .flatMap(source -> source.path().stream())
            .findFirst()
            .map(PathName::of)
            .orElse(new PathName(chain.memberName(), List.of()));
    return new SurveyedChain(
        chain,
        name.orElse(guess.name()),
        name.isPresent() ? Knowledge.TOLD : Knowledge.GUESSED,
        type,
        guess.place(),
        chain.sources().stream().map(source -> new Begun(source, heads.header(source))).toList());
  }

  /** When the first archive was begun; if nothing tells, after all others. */
  long startMillis() {
    return headers().mapToLong(ArchiveHeader::startMillis).findFirst().orElse(Long.MAX_VALUE);
  }

  /** When the last one was begun; if nothing tells, before all others. */
  long latestStartMillis() {
    return headers().mapToLong(ArchiveHeader::startMillis).max().orElse(Long.MIN_VALUE);
  }

  /** The runs of the member that wrote it. */
  Set<Run> runs() {
    return headers().map(Run::of).collect(Collectors.toSet());
  }

  private Stream<ArchiveHeader> headers() {
    return archives.stream().flatMap(archive -> archive.header().stream());
  }

  /** The path of the file that is written now, without endings: no two chains have the same. */
  List<String> stemPath() {
    Optional<ArchivePath> path = chain.sources().get(0).path();
    List<String> names = new ArrayList<>(path.map(ArchivePath::directories).orElse(List.of()));
    names.add(path.map(ArchivePath::stem).orElse(chain.memberName()));
    return names;
  }
}
