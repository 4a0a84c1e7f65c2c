package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who wrote the archives that a command works on. */
final class MembersMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Optional<Pattern> memberFrom = Optional.empty();

  @Option(
      names = "--member-from",
      paramLabel = "REGEX",
      description = {
        "Where the path of an archive has the member's name: the group (?<member>...), else the"
            + " first group, else all that matches (default: what the archive or its place says)"
      })
  void setMemberFrom(String regex) {
    try {
      memberFrom = Optional.of(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--member-from: expected a regular expression such as 'pods/([^/]+)/', found "
              + regex
              + ": "
              + e.getDescription(),
          e);
    }
  }

  /** Tells the archives' members apart. */
  MemberSurvey survey(List<ArchiveChain> chains, NamingOptions naming) {
    return MemberSurvey.of(chains, options(naming));
  }

  /** What the user says about members. */
  MemberOptions options(NamingOptions naming) {
    return new MemberOptions(naming.member(), memberFrom);
  }
}
