package io.github.gfstoprometheus.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** What an option or a parameter takes. */
sealed interface CompletableValue {
  /** Nothing: the option is a switch. */
  record None() implements CompletableValue {}

  /** One of some words. */
  record Words(List<String> words) implements CompletableValue {}

  /** The path of a directory. */
  record Directory() implements CompletableValue {}

  /** The path of anything. */
  record AnyPath() implements CompletableValue {}

  /** What cannot be completed: a number, a time, a name. */
  record Text() implements CompletableValue {}

  /** How help calls a value that is a directory and nothing else. */
  String DIRECTORY_LABEL = "DIR";

  static CompletableValue of(ArgSpec argument) {
    if (argument.arity().max() == 0) {
      return new None();
    }
    if (argument.completionCandidates() != null) {
      List<String> words = new ArrayList<>();
      argument.completionCandidates().forEach(words::add);
      return new Words(words);
    }
    if (argument.auxiliaryTypes()[0] != Path.class) {
      return new Text();
    }
    return argument.paramLabel().equals(DIRECTORY_LABEL) ? new Directory() : new AnyPath();
  }
}
