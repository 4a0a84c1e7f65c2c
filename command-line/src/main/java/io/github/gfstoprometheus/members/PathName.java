package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archives.ArchivePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The best guess at a member's name from where its archive is: the archive's own name, or that of
 * the nearest directory, as far as these are not such as all members have.
 *
 * @param place the directories that the name is found below, and the name
 */
record PathName(String name, List<String> place) {
  /** What every member of a cluster may call its archive, or the directory that it is in. */
  private static final Set<String> GENERAL =
      Set.of(
          "stats",
          "stat",
          "statistics",
          "statarchive",
          "archive",
          "archives",
          "mystatisticsarchivefile",
          "data",
          "persistent-data",
          "log",
          "logs",
          "work",
          "export",
          "exports");

  /** What gfsh calls the logs that it exports. */
  private static final Pattern EXPORTED = Pattern.compile("exportedlogs(_\\d+)?");

  private static final Pattern CONTAINER =
      Pattern.compile("(?<stem>.+)\\.(zip|tar|tar\\.gz|tgz)", Pattern.CASE_INSENSITIVE);

  private static final Pattern OF_A_MEMBER =
      Pattern.compile("(?<member>.+)[-_.](stats|statistics)", Pattern.CASE_INSENSITIVE);

  static PathName of(ArchivePath path) {
    List<String> directories =
        new ArrayList<>(path.directories().stream().map(PathName::withoutEnding).toList());
    while (!directories.isEmpty() && isGeneral(last(directories))) {
      directories.remove(directories.size() - 1);
    }
    String stem = path.stem();
    Optional<String> directory =
        directories.isEmpty() ? Optional.empty() : Optional.of(last(directories));
    String name = isGeneral(stem) ? directory.orElse(stem) : memberOf(stem);
    if (!directory.equals(Optional.of(name))) {
      directories.add(name);
    }
    return new PathName(name, List.copyOf(directories));
  }

  private static String last(List<String> directories) {
    return directories.get(directories.size() - 1);
  }

  private static boolean isGeneral(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return GENERAL.contains(lower) || EXPORTED.matcher(lower).matches();
  }

  private static String withoutEnding(String directory) {
    Matcher container = CONTAINER.matcher(directory);
    return container.matches() ? container.group("stem") : directory;
  }

  private static String memberOf(String stem) {
    Matcher matcher = OF_A_MEMBER.matcher(stem);
    return matcher.matches() ? matcher.group("member") : stem;
  }
}
