package io.github.gfstoprometheus.archives;

import java.util.Comparator;
import java.util.Optional;
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

  static ArchiveName of(String fileName) {
    Matcher matcher = PATTERN.matcher(fileName);
    if (!matcher.matches()) {
      return new ArchiveName(fileName, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
    return new ArchiveName(
        matcher.group("stem"), number(matcher.group("restart")), number(matcher.group("roll")));
  }

  private static int number(String digits) {
    return Optional.ofNullable(digits).map(Integer::parseInt).orElse(Integer.MAX_VALUE);
  }
}
