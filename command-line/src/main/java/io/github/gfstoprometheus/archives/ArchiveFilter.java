package io.github.gfstoprometheus.archives;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the files that are found count: those that a glob includes, all if there is none, and no
 * glob excludes. A glob with a slash is for the path below the directory that was given, or inside
 * the container; one without is for the name alone. What is said of a container holds for all that
 * is in it.
 */
public final class ArchiveFilter {
  /** Lets everything through. */
  public static final ArchiveFilter ALL = new ArchiveFilter(List.of(), List.of());

  /** In the language of globs {@code **} with a slash behind it wants at least one directory. */
  private static final String ANY_DIRECTORY = "**/";

  private final List<Glob> includes;
  private final List<Glob> excludes;

  /**
   * A filter of globs.
   *
   * @throws java.util.regex.PatternSyntaxException if one is no glob
   */
  public ArchiveFilter(List<String> includes, List<String> excludes) {
    this.includes = includes.stream().map(Glob::of).toList();
    this.excludes = excludes.stream().map(Glob::of).toList();
  }

  private record Glob(boolean hasSlash, List<PathMatcher> matchers) {
    static Glob of(String text) {
      List<PathMatcher> matchers = new ArrayList<>();
      matchers.add(matcher(text));
      if (text.startsWith(ANY_DIRECTORY)) {
        matchers.add(matcher(text.substring(ANY_DIRECTORY.length())));
      }
      return new Glob(text.contains("/"), matchers);
    }

    private static PathMatcher matcher(String text) {
      return FileSystems.getDefault().getPathMatcher("glob:" + text);
    }

    boolean matches(Path path) {
      Path subject = hasSlash ? path : path.getFileName();
      return matchers.stream().anyMatch(matcher -> matcher.matches(subject));
    }
  }

  /** Whether a file counts, by its path below the directory that was given. */
  boolean accepts(Path relative) {
    return accepts(List.of(relative));
  }

  /** Whether all of a container is left out. */
  boolean rejects(Path relative) {
    return matchesAny(excludes, List.of(relative));
  }

  /** Whether an entry of a container counts; the container is not rejected. */
  boolean accepts(Path container, String entryName) {
    try {
      String separator = FileSystems.getDefault().getSeparator();
      String inside = entryName.replace('\\', '/').replaceAll("^/+", "");
      return accepts(
          List.of(
              container,
              Path.of(inside),
              Path.of(container + ContainerEntry.INSIDE + separator + inside)));
    } catch (InvalidPathException e) {
      return includes.isEmpty(); // a name that no file can have: no glob is for it
    }
  }

  private boolean accepts(List<Path> names) {
    return (includes.isEmpty() || matchesAny(includes, names)) && !matchesAny(excludes, names);
  }

  private static boolean matchesAny(List<Glob> globs, List<Path> names) {
    return globs.stream().anyMatch(glob -> names.stream().anyMatch(glob::matches));
  }
}
