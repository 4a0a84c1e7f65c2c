package io.github.gfstoprometheus.members;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user says about members.
 *
 * @param member all archives are of this one
 * @param memberFrom finds the member's name in the name of an archive: in the group called {@code
 *     member}, else in the first group, else in the whole match
 */
public record MemberOptions(Optional<String> member, Optional<Pattern> memberFrom) {
  /** The archives and their paths tell. */
  public static final MemberOptions DEFAULT = new MemberOptions(Optional.empty(), Optional.empty());

  private static final String GROUP = "member";

  /** The member's name, if there is an expression and it finds one. */
  public Optional<String> memberIn(String archiveName) {
    return memberFrom.flatMap(
        pattern -> {
          Matcher matcher = pattern.matcher(archiveName.replace('\\', '/'));
          return matcher.find()
              ? Optional.ofNullable(group(matcher)).filter(name -> !name.isEmpty())
              : Optional.empty();
        });
  }

  private static String group(Matcher matcher) {
    if (matcher.pattern().pattern().contains("(?<" + GROUP + ">")) {
      return matcher.group(GROUP);
    }
    return matcher.group(Math.min(1, matcher.groupCount()));
  }
}
