package io.github.gfstoprometheus.cli;

import static java.io.OutputStream.nullOutputStream;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.members.MemberSurvey;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command has to say while it works: told at once, and kept for the end. */
final class Notices {
  private final Environment environment;
  private final OutputMixin output;
  private final List<String> skipped = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  Notices(Environment environment, OutputMixin output) {
    this.environment = environment;
    this.output = output;
  }

  /** What was found in the search for archives. */
  void found(ArchiveFinder finder) {
    finder.skipped().forEach(this::skipped);
    finder.remarks().forEach(this::remark);
    finder.problems().forEach(this::problem);
  }

  /** What was found out about members. */
  void surveyed(MemberSurvey survey) {
    survey.remarks().forEach(this::remark);
    survey.problems().forEach(this::problem);
  }

  private void skipped(ArchiveFinder.Skipped file) {
    skipped.add(file.reason());
    if (isTalking()) {
      environment.errors().println("skipped: " + file.reason());
    }
  }

  /** Something is worth knowing. */
  void remark(String remark) {
    remarks.add(remark);
    if (isTalking()) {
      environment.errors().println("note: " + remark);
    }
  }

  /** Something was wrong. */
  void problem(String problem) {
    problems.add(problem);
    environment.errors().println("problem: " + problem);
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  /** What shows how far a conversion has come, to people. */
  ProgressWatcher watcher(List<MemberArchives> members, Interruption interruption) {
    long totalBytes = bytes(members);
    return isTalking()
        ? new ProgressWatcher(environment.errors(), environment.columns(), totalBytes, interruption)
        : new ProgressWatcher(
            new PrintStream(nullOutputStream()), Optional.empty(), totalBytes, interruption);
  }

  /** Adds all of them to what is printed for programs. */
  void addTo(Map<String, Object> json) {
    json.put("remarks", remarks);
    json.put("problems", problems);
    json.put("skipped", skipped);
  }

  private boolean isTalking() {
    return !output.isQuiet() && !output.isJson();
  }

  /** How many bytes there are to read, or 0 if that is not known. */
  private static long bytes(List<MemberArchives> members) {
    List<ArchiveSource> sources =
        members.stream().flatMap(member -> member.chain().sources().stream()).toList();
    boolean known = sources.stream().allMatch(source -> source.sizeBytes().isPresent());
    return known ? sources.stream().mapToLong(source -> source.sizeBytes().orElse(0)).sum() : 0;
  }
}
