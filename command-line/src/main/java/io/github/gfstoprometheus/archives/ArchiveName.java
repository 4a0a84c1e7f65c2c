package io.github.gfstoprometheus.archives;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's name says: a member keeps writing {@code stem.gfs} and renames what is full to
 * {@code stem-MM-NN.gfs}, where MM counts its restarts and NN the files between them; {@code
 * stem.gfs.gz} becomes {@code stem.gfs-MM-NN.gz}. Both numbers can exceed 99.
 *
 * @param stem the name without numbers and endings
 * @param restart MM, or the largest number for the file that is written now
 * @param roll NN, likewise
 */
record ArchiveName(String stem, int restart, int roll) {
  static final Comparator<ArchiveName> BY_TIME =
      Comparator.comparingInt(ArchiveName::restart).thenComparingInt(ArchiveName::roll);

  private static final Pattern PATTERN =
      Pattern.compile(
          "(?<stem>.+?)(\\.gfs)?(-(?<restart>\\d{2,8})-(?<roll>\\d{2,8}))?(\\.gfs)?(\\.gz)?");

  /**
   * Names that every member of a cluster may give its archive, so that the directory tells more.
   */
  private static final Set<String> COMMON_STEMS =
      Set.of("stats", "stat", "statistics", "statarchive", "archive", "mystatisticsarchivefile");

  static ArchiveName of(Path file) {
    String name = file.getFileName().toString();
    Matcher matcher = PATTERN.matcher(name);
    if (!matcher.matches()) {
      return new ArchiveName(name, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
    return new ArchiveName(
        matcher.group("stem"), number(matcher.group("restart")), number(matcher.group("roll")));
  }

  /** The best guess at the name of the member that wrote the file. */
  String memberName(Path file) {
    Path directory = file.toAbsolutePath().normalize().getParent();
    boolean telling = !COMMON_STEMS.contains(stem.toLowerCase(java.util.Locale.ROOT));
    return telling || directory == null || directory.getFileName() == null
        ? stem
        : directory.getFileName().toString();
  }

  private static int number(String digits) {
    return Optional.ofNullable(digits).map(Integer::parseInt).orElse(Integer.MAX_VALUE);
  }
}
