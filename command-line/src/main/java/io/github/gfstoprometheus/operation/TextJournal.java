package io.github.gfstoprometheus.operation;

import io.github.gfstoprometheus.watch.Journal;
import java.io.PrintStream;
import java.util.Map;

/** Tells people: a line for each thing, as the other commands write them. */
public final class TextJournal implements Journal {
  private final PrintStream out;
  private final Level least;

  /**
   * Writes to a stream.
   *
   * @param least what matters less is not told
   */
  public TextJournal(PrintStream out, Level least) {
    this.out = out;
    this.least = least;
  }

  @Override
  public void tell(Level level, String event, String text, Map<String, ?> fields) {
    if (level.compareTo(least) >= 0) {
      out.println((level == Level.PROBLEM ? "problem: " : "note: ") + text);
    }
  }
}
