package io.github.gfstoprometheus.watch;

import java.util.Map;

/** Takes what happens in a watch, for people and for programs. Any thread may tell. */
public interface Journal {
  /** How much it matters. */
  enum Level {
    /** Worth knowing. */
    INFO,
    /** Something was malformed, lost or refused, or cannot be done now. */
    PROBLEM
  }

  /**
   * Something happened.
   *
   * @param event what kind of thing, in snake case: always the same word for the same thing
   * @param text a sentence for people
   * @param fields what the sentence says, for programs: texts and numbers
   */
  void tell(Level level, String event, String text, Map<String, ?> fields);

  /** Something worth knowing happened. */
  default void info(String event, String text, Map<String, ?> fields) {
    tell(Level.INFO, event, text, fields);
  }

  /** Something went wrong. */
  default void problem(String event, String text, Map<String, ?> fields) {
    tell(Level.PROBLEM, event, text, fields);
  }
}
