package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.listing.MemberListing;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what would become of a conversion: problems as they are found, figures at the end. */
final class ListSummary {
  private final Environment environment;
  private final OutputMixin output;
  private final ListText.Detail detail;
  private final long startNanos = System.nanoTime();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<MemberListing> members = new ArrayList<>();
  private final Map<LabelSet, MemberListing> byLabels = new HashMap<>();

  ListSummary(Environment environment, OutputMixin output, ListText.Detail detail) {
    this.environment = environment;
    this.output = output;
    this.detail = detail;
  }

  void skipped(String reason) {
    skipped.add(reason);
    if (isTalking()) {
      environment.errors().println("skipped: " + reason);
    }
  }

  void remark(String remark) {
    remarks.add(remark);
    if (isTalking()) {
      environment.errors().println("note: " + remark);
    }
  }

  void problem(String problem) {
    problems.add(problem);
    environment.errors().println("problem: " + problem);
  }

  void add(MemberListing member) {
    members.add(member);
    member.problems().forEach(this::problem);
    member.remarks().forEach(this::remark);
    if (byLabels.containsKey(member.labels())) {
      problem(
          "%s and %s would be the same series, of %s, which convert refuses: give them different labels"
              .formatted(
                  byLabels.get(member.labels()).archives().get(0).name(),
                  member.archives().get(0).name(),
                  member.labels()));
    }
    byLabels.putIfAbsent(member.labels(), member);
  }

  /** Prints what was found, and returns the exit code. */
  int print() throws IOException {
    ListSums sums = new ListSums(members, (System.nanoTime() - startNanos) / 1e9);
    if (members.isEmpty()) {
      environment.errors().println("gfs-to-prometheus: no archives found");
    }
    if (output.isJson()) {
      Map<String, Object> json = ListJson.of(sums);
      json.put("remarks", remarks);
      json.put("problems", problems);
      json.put("skipped", skipped);
      output.printJson(environment.output(), json);
    } else if (!output.isQuiet() && !members.isEmpty()) {
      new ListText(environment.output(), detail).print(sums);
    }
    if (members.stream().allMatch(member -> member.outcome() == MemberListing.Outcome.FAILED)) {
      return ExitCode.FAILED;
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  private boolean isTalking() {
    return !output.isQuiet() && !output.isJson();
  }
}
