package io.github.gfstoprometheus.archives;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Names of members whose archives do not tell. Two members of one name would become the same
 * series, so names that meet are told apart by directories: {@code gemfire} becomes {@code
 * node1/gemfire}, or as much of the path as is needed.
 */
final class MemberNames {
  private MemberNames() {}

  /**
   * A name for each chain, no two the same.
   *
   * @param names the first choice, by the file that the member writes now without its endings
   */
  static Map<Path, String> distinct(Map<Path, String> names) {
    Map<Path, String> distinct = new HashMap<>();
    names.keySet().stream()
        .collect(Collectors.groupingBy(names::get))
        .forEach(
            (name, stems) -> {
              if (stems.size() == 1) {
                distinct.put(stems.get(0), name);
              } else {
                distinct.putAll(byDirectory(stems));
              }
            });
    return distinct;
  }

  private static Map<Path, String> byDirectory(List<Path> stems) {
    Map<Path, String> brief = named(stems, MemberNames::directoryAndStem);
    if (new HashSet<>(brief.values()).size() == stems.size()) {
      return brief;
    }
    Path root = commonRoot(stems);
    return named(stems, stem -> text(root.relativize(absolute(stem))));
  }

  private static Map<Path, String> named(Collection<Path> stems, Function<Path, String> name) {
    return stems.stream().collect(Collectors.toMap(Function.identity(), name));
  }

  private static String directoryAndStem(Path stem) {
    Path path = absolute(stem);
    int length = path.getNameCount();
    return text(path.subpath(Math.max(0, length - 2), length));
  }

  private static Path commonRoot(List<Path> stems) {
    Path root = absolute(stems.get(0)).getParent();
    for (Path stem : stems) {
      while (!absolute(stem).startsWith(root)) {
        root = root.getParent();
      }
    }
    return root;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** The same on all systems. */
  private static String text(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}
