package io.github.gfstoprometheus.operation;

import io.github.gfstoprometheus.watch.Journal;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a problem at once, and while it goes on a minute later how often it was there since: a
 * receiver that is away would fill the disk with the same line.
 *
 * <p>Problems are equal if event and text are. What was counted is told when something is told
 * after the minute, whatever that is, and at the end.
 */
public final class RepeatedProblems implements Journal, Closeable {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Texts that are all different must not fill the memory. */
  private static final int MAX_KEPT = 500;

  private final Journal journal;
  private final InstantSource clock;

  /** The one first that was told longest ago. */
  private final Map<Problem, Repetition> repetitions = new LinkedHashMap<>();

  private record Problem(String event, String text) {}

  private record Repetition(Instant told, long count, Map<String, ?> fields) {}

  /** Hands on to another journal. */
  public RepeatedProblems(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public synchronized void tell(Level level, String event, String text, Map<String, ?> fields) {
    Instant now = clock.instant();
    tellRepeated(now);
    if (level != Level.PROBLEM) {
      journal.tell(level, event, text, fields);
      return;
    }
    Problem problem = new Problem(event, text);
    Repetition known = repetitions.get(problem);
    if (known != null) {
      repetitions.put(problem, new Repetition(known.told(), known.count() + 1, fields));
      return;
    }
    journal.tell(level, event, text, fields);
    if (repetitions.size() == MAX_KEPT) {
      Problem eldest = repetitions.keySet().iterator().next();
      tell(eldest, repetitions.remove(eldest));
    }
    repetitions.put(problem, new Repetition(now, 0, fields));
  }

  /** Problems that have not come again are forgotten, so that they are told when they do. */
  private void tellRepeated(Instant now) {
    Map<Problem, Repetition> toldAgain = new LinkedHashMap<>();
    Iterator<Map.Entry<Problem, Repetition>> entries = repetitions.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Problem, Repetition> entry = entries.next();
      Repetition repetition = entry.getValue();
      if (Duration.between(repetition.told(), now).compareTo(PAUSE) < 0) {
        break;
      }
      entries.remove();
      if (repetition.count() > 0) {
        tell(entry.getKey(), repetition);
        toldAgain.put(entry.getKey(), new Repetition(now, 0, repetition.fields()));
      }
    }
    repetitions.putAll(toldAgain);
  }

  private void tell(Problem problem, Repetition repetition) {
    if (repetition.count() > 0) {
      String times = repetition.count() == 1 ? "once more" : repetition.count() + " times more";
      Map<String, Object> fields = new LinkedHashMap<>(repetition.fields());
      fields.put("repeated", repetition.count());
      journal.problem(problem.event(), problem.text() + " (" + times + ")", fields);
    }
  }

  /** Tells what was counted and not told yet. */
  @Override
  public synchronized void close() {
    repetitions.forEach(this::tell);
    repetitions.clear();
  }
}
